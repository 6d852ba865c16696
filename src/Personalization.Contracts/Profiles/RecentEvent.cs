namespace Personalization.Contracts.Profiles;

/// <summary>A recent event in brief.</summary>
/// <param name="EventType">What happened.</param>
/// <param name="ItemId">The item, if one was concerned.</param>
/// <param name="ItemName">The item's name, when the catalogue has it.</param>
/// <param name="At">When, to the second.</param>
public sealed record RecentEvent(string EventType, string? ItemId, string? ItemName, DateTimeOffset At);
