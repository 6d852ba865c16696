namespace Personalization.Engine.Features;

/// <summary>The names of <see cref="PlainFeature"/>.</summary>
public static class PlainFeatures
{
    private static readonly string[] s_names =
    [
        "recency_s", "frequency.30d", "monetary.30d", "conversion_rate.30d", "engagement", "price_level.mean", "price_level.spread",
        "sessions", "events", "purchases", "spent", "days_since_first", "session.events", "session.duration_s", "session.views",
        "session.depth", "session.cart_quantity", "session.cart_value", "session.intent",
    ];

    /// <summary>The names, in the order of the enumeration.</summary>
    public static IReadOnlyList<string> Names => s_names;

    /// <summary>The feature of this name, or <see langword="null"/>.</summary>
    public static PlainFeature? Find(string name)
    {
        var at = Array.IndexOf(s_names, name);
        return at < 0 ? null : (PlainFeature)at;
    }
}
