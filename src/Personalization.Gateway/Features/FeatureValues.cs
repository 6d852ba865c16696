namespace Personalization.Gateway.Features;

/// <summary>A person's features. Written by hand, see <see cref="FeatureAnswer"/>.</summary>
/// <param name="UserId">The person.</param>
/// <param name="Features">Values by name; null where there is none.</param>
/// <param name="Unknown">Names that are no features.</param>
internal sealed record UserFeatures(string UserId, IReadOnlyDictionary<string, double?> Features, IReadOnlyList<string> Unknown);

/// <summary>Windowed statistics of an item. Written by hand, see <see cref="FeatureAnswer"/>.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="Features">Values by name; null where there is none.</param>
/// <param name="Unknown">Names that are no features.</param>
internal sealed record ItemFeatures(string ItemId, IReadOnlyDictionary<string, double?> Features, IReadOnlyList<string> Unknown);
