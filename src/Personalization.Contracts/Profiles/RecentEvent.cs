namespace Personalization.Contracts.Profiles;

/// <summary>A recent event in brief.</summary>
/// <param name="EventType">What happened.</param>
/// <param name="ItemId">The item, if one was concerned.</param>
/// <param name="ItemName">The item's name, when the catalogue has it.</param>
/// <param name="At">When, to the second.</param>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("recent-event")]
public sealed record RecentEvent(
    [property: Id(0)] string EventType,
    [property: Id(1)] string? ItemId,
    [property: Id(2)] string? ItemName,
    [property: Id(3)] DateTimeOffset At);
