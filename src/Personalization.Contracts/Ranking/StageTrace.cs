namespace Personalization.Contracts.Ranking;

/// <summary>One stage of a decision as it ran.</summary>
/// <param name="Stage">The stage: <c>candidates</c>, <c>filter</c>, <c>score</c>, <c>rerank</c>, <c>explain</c>.</param>
/// <param name="Name">The part of the stage, for example a recommender's code.</param>
/// <param name="Items">Candidates left after it.</param>
/// <param name="LatencyMs">Its time in milliseconds.</param>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("stage-trace")]
public sealed record StageTrace(
    [property: Id(0)] string Stage,
    [property: Id(1)] string Name,
    [property: Id(2)] int Items,
    [property: Id(3)] double LatencyMs);
