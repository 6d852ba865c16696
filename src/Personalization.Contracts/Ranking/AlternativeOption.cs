namespace Personalization.Contracts.Ranking;

/// <summary>An item that was not chosen.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="Score">Its score, [0, 1].</param>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("alternative-option")]
public sealed record AlternativeOption([property: Id(0)] string ItemId, [property: Id(1)] double Score);
