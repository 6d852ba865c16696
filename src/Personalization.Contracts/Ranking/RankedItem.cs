namespace Personalization.Contracts.Ranking;

/// <summary>One item of a ranked list.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="Score">Its score after re-ranking, [0, 1], higher is better.</param>
/// <param name="Reasons">Why it is here, strongest first.</param>
public sealed record RankedItem(string ItemId, double Score, IReadOnlyList<Reason> Reasons);
