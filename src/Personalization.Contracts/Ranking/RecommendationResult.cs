namespace Personalization.Contracts.Ranking;

/// <summary>A ranked list and how it came about.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("recommendation-result")]
public sealed record RecommendationResult
{
    /// <summary>Identity of the decision; outcomes refer to it.</summary>
    [Id(0)]
    public required string DecisionId { get; init; }

    /// <summary>The person or visit it was made for.</summary>
    [Id(1)]
    public string? UserId { get; init; }

    /// <summary>The items, best first.</summary>
    [Id(2)]
    public required IReadOnlyList<RankedItem> Items { get; init; }

    /// <summary>The model that scored them.</summary>
    [Id(3)]
    public required string ModelVersion { get; init; }

    /// <summary>Time inside the engine, in milliseconds.</summary>
    [Id(4)]
    public double LatencyMs { get; init; }

    /// <summary>Whether this is the fallback list, answered because the deadline passed.</summary>
    [Id(5)]
    public bool Fallback { get; init; }

    /// <summary>The stages with their time and counts; only when explanation was asked for.</summary>
    [Id(6)]
    public IReadOnlyList<StageTrace>? Stages { get; init; }

    /// <summary>The experiment that changed this decision and its variant, with a colon between.</summary>
    [Id(7)]
    public string? Experiment { get; init; }
}
