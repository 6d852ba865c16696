using System.Buffers;
using Personalization.Contracts.Experiments;
using Personalization.Engine.Events;
using Personalization.Engine.Experiments.Targeting;

namespace Personalization.Engine.Experiments;

/// <summary>What makes an experiment's definition acceptable. Pure; thread-safe.</summary>
public static class ExperimentRules
{
    /// <summary>The most variants.</summary>
    public const int MaxVariants = 20;

    /// <summary>The most secondary metrics, and the most guardrails.</summary>
    public const int MaxMetrics = 50;

    private static readonly SearchValues<char> IdCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.");

    /// <summary>All faults of a definition, by its wire names; none when it is acceptable.</summary>
    public static IReadOnlyList<Fault> Check(ExperimentDefinition definition)
    {
        var faults = new List<Fault>();
        Id(faults, "experiment_id", definition.ExperimentId);
        Id(faults, "layer", definition.Layer);
        if (definition.Salt is { } salt)
        {
            Id(faults, "salt", salt);
        }
        if (definition.SlotFrom < 0 || definition.SlotTo > LayerSlots.Count || definition.SlotFrom >= definition.SlotTo)
        {
            faults.Add(new Fault(
                "slot_from",
                $"with slot_to is {definition.SlotFrom} to {definition.SlotTo}; "
                + $"0 ≤ slot_from < slot_to ≤ {LayerSlots.Count} is allowed"));
        }
        Within(faults, "ramp", definition.Ramp, 0, 1);
        Within(faults, "minimum_effect", definition.MinimumEffect, double.Epsilon, 10);
        Within(faults, "alpha", definition.Alpha, 0.0001, 0.5);
        Within(faults, "power", definition.Power, 0.5, 0.999);
        Window(faults, "attribution_window", definition.AttributionWindow);
        Variants(faults, definition.Variants);
        if (!string.IsNullOrWhiteSpace(definition.Targeting)
            && !TargetingExpression.TryParse(definition.Targeting, out _, out var fault))
        {
            faults.Add(new Fault("targeting", fault.ToString()));
        }
        Metrics(faults, definition);
        return faults;
    }

    private static void Variants(List<Fault> faults, IReadOnlyList<VariantDefinition> variants)
    {
        if (variants.Count is < 2 or > MaxVariants)
        {
            faults.Add(new Fault("variants", $"has {variants.Count}; 2 to {MaxVariants} are allowed, the first being the control"));
        }
        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < variants.Count; i++)
        {
            Id(faults, $"variants[{i}].key", variants[i].Key);
            Within(faults, $"variants[{i}].weight", variants[i].Weight, 0, 1e6);
            if (!keys.Add(variants[i].Key))
            {
                faults.Add(new Fault($"variants[{i}].key", $"is '{variants[i].Key}', as that of a variant before it; keys differ"));
            }
        }
        if (variants.Count > 0 && !(variants[0].Weight > 0))
        {
            faults.Add(new Fault("variants[0].weight", "is 0; the control needs people"));
        }
    }

    private static void Metrics(List<Fault> faults, ExperimentDefinition definition)
    {
        if (definition.SecondaryMetrics.Count > MaxMetrics)
        {
            faults.Add(new Fault("secondary_metrics", $"has {definition.SecondaryMetrics.Count}; at most {MaxMetrics} are allowed"));
        }
        if (definition.Guardrails.Count > MaxMetrics)
        {
            faults.Add(new Fault("guardrails", $"has {definition.Guardrails.Count}; at most {MaxMetrics} are allowed"));
        }
        var known = new Dictionary<string, MetricDefinition>(StringComparer.Ordinal);
        Metric(faults, known, "primary_metric", definition.PrimaryMetric, definition.AttributionWindow);
        for (var i = 0; i < definition.SecondaryMetrics.Count; i++)
        {
            Metric(faults, known, $"secondary_metrics[{i}]", definition.SecondaryMetrics[i], definition.AttributionWindow);
        }
        for (var i = 0; i < definition.Guardrails.Count; i++)
        {
            Metric(faults, known, $"guardrails[{i}].metric", definition.Guardrails[i].Metric, definition.AttributionWindow);
            Within(faults, $"guardrails[{i}].tolerance", definition.Guardrails[i].Tolerance, 0, 1);
        }
    }

    private static void Metric(
        List<Fault> faults, Dictionary<string, MetricDefinition> known, string field, MetricDefinition metric, TimeSpan window)
    {
        Id(faults, field + ".metric_id", metric.MetricId);
        if (!known.TryAdd(metric.MetricId, metric) && known[metric.MetricId] != metric)
        {
            // Figures are found by the id.
            faults.Add(new Fault(
                field + ".metric_id", $"is '{metric.MetricId}', as that of a metric before it that measures something else"));
        }
        if (string.IsNullOrEmpty(metric.EventType))
        {
            faults.Add(new Fault(field + ".event_type", "is missing"));
        }
        if (metric.Kind == MetricKind.Ratio != metric.DenominatorEventType is not null)
        {
            faults.Add(new Fault(field + ".denominator_event_type", metric.Kind == MetricKind.Ratio
                ? "is missing; a ratio needs it"
                : "is given, but the metric is no ratio"));
        }
        if (metric.Window is { } own)
        {
            Window(faults, field + ".window", own);
        }
        if (metric.WindowStart < TimeSpan.Zero || (metric.WindowStart > TimeSpan.Zero && metric.WindowStart >= (metric.Window ?? window)))
        {
            faults.Add(new Fault(
                field + ".window_start",
                $"is {metric.WindowStart}; 0 to less than the window's end, {metric.Window ?? window}, is allowed"));
        }
        if (metric.Cap is { } cap)
        {
            Within(faults, field + ".cap", cap, double.Epsilon, EventRules.MaxMagnitude);
        }
    }

    private static void Id(List<Fault> faults, string field, string id)
    {
        if (id.Length is 0 or > 64 || id.AsSpan().ContainsAnyExcept(IdCharacters))
        {
            faults.Add(new Fault(
                field, $"is '{(id.Length <= 70 ? id : id[..70] + "…")}'; 1 to 64 characters of a-z, A-Z, 0-9, _ - . are allowed"));
        }
    }

    private static void Window(List<Fault> faults, string field, TimeSpan window)
    {
        if (window < TimeSpan.FromMinutes(1) || window > TimeSpan.FromDays(365))
        {
            faults.Add(new Fault(field, $"is {window}; 1 minute to 365 days are allowed"));
        }
    }

    private static void Within(List<Fault> faults, string field, double value, double least, double most)
    {
        if (!(value >= least && value <= most))
        {
            faults.Add(new Fault(field, least == double.Epsilon
                ? $"is {value}; above 0, at most {most} is allowed"
                : $"is {value}; {least} to {most} is allowed"));
        }
    }
}
