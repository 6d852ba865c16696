namespace Personalization.Contracts.Ranking;

/// <summary>An item that was not chosen.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="Score">Its score, [0, 1].</param>
public sealed record AlternativeOption(string ItemId, double Score);
