namespace Personalization.Contracts.Features;

/// <summary>A person's taste for one value of one dimension.</summary>
/// <param name="Dimension">The dimension: <c>category</c>, <c>subcategory</c>, <c>brand</c>, <c>tag</c>, <c>channel</c> or <c>price_level</c>.</param>
/// <param name="Value">The value, for example <c>electronics</c>.</param>
/// <param name="Score">The time-decayed sum of event strengths as of now; negative for a dislike.</param>
/// <param name="Share">The score's share of the positive scores of its dimension, [0, 1].</param>
public sealed record Affinity(string Dimension, string Value, double Score, double Share);
