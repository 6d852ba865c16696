using System.Collections.Concurrent;

namespace Personalization.Engine.Features;

/// <summary>
/// A parsed feature name. The forms are: <c>{event type|any}.{count|sum|mean|rate}.{1m|5m|1h|1d|7d|30d}</c>,
/// <c>distinct_items.{window}</c>, <c>affinity.{dimension}.{value}</c>, and the names in <see cref="PlainFeature"/> in snake_case with a
/// dot, for example <c>session.intent</c>. Immutable.
/// </summary>
public sealed record FeatureName
{
    private const int CacheLimit = 10_000;

    private static readonly ConcurrentDictionary<string, FeatureName?> Cache = new(StringComparer.Ordinal);

    private FeatureName(FeatureForm form) => Form = form;

    /// <summary>The form of the name.</summary>
    public FeatureForm Form { get; }

    /// <summary>The event type; <see langword="null"/> for any.</summary>
    public string? EventType { get; private init; }

    /// <summary>The window's index in <see cref="FeatureWindow"/>.</summary>
    public int Window { get; private init; }

    /// <summary>The dimension of an affinity.</summary>
    public Catalog.AttributeDimension Dimension { get; private init; }

    /// <summary>The value of an affinity.</summary>
    public string Value { get; private init; } = "";

    /// <summary>The plain feature.</summary>
    public PlainFeature Plain { get; private init; }

    /// <summary>Parses a name.</summary>
    /// <returns>The parsed name, or <see langword="null"/> when it has none of the forms.</returns>
    public static FeatureName? Parse(string name)
    {
        if (Cache.TryGetValue(name, out var known))
        {
            return known;
        }
        var parsed = ParseAnew(name);
        if (Cache.Count < CacheLimit)
        {
            Cache[name] = parsed;
        }
        return parsed;
    }

    private static FeatureName? ParseAnew(string name)
    {
        if (PlainFeatures.Find(name) is { } plain)
        {
            return new FeatureName(FeatureForm.Plain) { Plain = plain };
        }
        var last = name.LastIndexOf('.');
        if (last <= 0)
        {
            return null;
        }
        if (name.StartsWith("affinity.", StringComparison.Ordinal))
        {
            var rest = name[9..];
            var dot = rest.IndexOf('.', StringComparison.Ordinal);
            var dimension = dot < 0 ? -1 : IndexOf(Catalog.AttributeTable.Dimensions, rest[..dot]);
            return dimension < 0
                ? null
                : new FeatureName(FeatureForm.Affinity) { Dimension = (Catalog.AttributeDimension)dimension, Value = rest[(dot + 1)..] };
        }
        var window = FeatureWindow.Names.IndexOf(name[(last + 1)..]);
        if (window < 0)
        {
            return null;
        }
        var front = name[..last];
        if (front == "distinct_items")
        {
            return new FeatureName(FeatureForm.DistinctItems) { Window = window };
        }
        var statisticAt = front.LastIndexOf('.');
        if (statisticAt <= 0)
        {
            return null;
        }
        var form = front[(statisticAt + 1)..] switch
        {
            "count" => FeatureForm.Count,
            "sum" => FeatureForm.Sum,
            "mean" => FeatureForm.Mean,
            "rate" => FeatureForm.Rate,
            _ => FeatureForm.Plain,
        };
        var type = front[..statisticAt];
        return form == FeatureForm.Plain ? null : new FeatureName(form) { EventType = type == "any" ? null : type, Window = window };
    }

    private static int IndexOf(IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i] == name)
            {
                return i;
            }
        }
        return -1;
    }
}
