namespace Personalization.Contracts.Ranking;

/// <summary>One reason for an item's place, in words and numbers.</summary>
/// <param name="Code">A stable name, for example <c>similar_to_viewed</c>.</param>
/// <param name="Text">One sentence for people.</param>
/// <param name="Weight">The share of the item's score that it accounts for, [0, 1].</param>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("reason")]
public sealed record Reason([property: Id(0)] string Code, [property: Id(1)] string Text, [property: Id(2)] double Weight);
