using Personalization.Contracts.Events;

namespace Personalization.Engine.Features;

/// <summary>The features that a profile shows without being asked for any by name.</summary>
public static class ProfileFeatures
{
    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. PlainFeatures.Names,
        .. FeatureWindow.Names.ToArray().Select(w => $"any.count.{w}"),
        .. FeatureWindow.Names.ToArray().Select(w => $"{EventTypes.PageView}.count.{w}"),
        .. new[] { "1h", "1d", "7d", "30d" }.Select(w => $"{EventTypes.AddToCart}.count.{w}"),
        .. new[] { "1d", "7d", "30d" }.SelectMany(w => new[] { $"{EventTypes.Purchase}.count.{w}", $"{EventTypes.Purchase}.sum.{w}" }),
        .. new[] { "1h", "1d", "30d" }.Select(w => $"distinct_items.{w}"),
    ];
}
