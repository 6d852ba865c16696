namespace Personalization.Contracts.Ranking;

/// <summary>A ranked list and how it came about.</summary>
public sealed record RecommendationResult
{
    /// <summary>Identity of the decision; outcomes refer to it.</summary>
    public required string DecisionId { get; init; }

    /// <summary>The person or visit it was made for.</summary>
    public string? UserId { get; init; }

    /// <summary>The items, best first.</summary>
    public required IReadOnlyList<RankedItem> Items { get; init; }

    /// <summary>The model that scored them.</summary>
    public required string ModelVersion { get; init; }

    /// <summary>Time inside the engine, in milliseconds.</summary>
    public double LatencyMs { get; init; }

    /// <summary>Whether this is the fallback list, answered because the deadline passed.</summary>
    public bool Fallback { get; init; }

    /// <summary>The stages with their time and counts; only when explanation was asked for.</summary>
    public IReadOnlyList<StageTrace>? Stages { get; init; }

    /// <summary>The experiment that changed this decision and its variant, with a colon between.</summary>
    public string? Experiment { get; init; }
}
