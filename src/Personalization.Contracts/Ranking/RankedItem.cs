namespace Personalization.Contracts.Ranking;

/// <summary>One item of a ranked list.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="Score">Its score after re-ranking, [0, 1], higher is better.</param>
/// <param name="Reasons">Why it is here, strongest first.</param>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("ranked-item")]
public sealed record RankedItem(
    [property: Id(0)] string ItemId,
    [property: Id(1)] double Score,
    [property: Id(2)] IReadOnlyList<Reason> Reasons);
