namespace Personalization.Contracts.Features;

/// <summary>A person's taste for one value of one dimension.</summary>
/// <param name="Dimension">
/// The dimension: <c>category</c>, <c>subcategory</c>, <c>brand</c>, <c>tag</c>, <c>channel</c> or <c>price_level</c>.
/// </param>
/// <param name="Value">The value, for example <c>electronics</c>.</param>
/// <param name="Score">The time-decayed sum of event strengths as of now; negative for a dislike.</param>
/// <param name="Share">The score's share of the positive scores of its dimension, [0, 1].</param>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("affinity")]
public sealed record Affinity(
    [property: Id(0)] string Dimension,
    [property: Id(1)] string Value,
    [property: Id(2)] double Score,
    [property: Id(3)] double Share);
