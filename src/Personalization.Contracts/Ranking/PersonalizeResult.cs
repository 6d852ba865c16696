namespace Personalization.Contracts.Ranking;

/// <summary>One chosen item and how it was chosen.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("personalize-result")]
public sealed record PersonalizeResult
{
    /// <summary>Identity of the decision; outcomes refer to it.</summary>
    [Id(0)]
    public required string DecisionId { get; init; }

    /// <summary>The item to show.</summary>
    [Id(1)]
    public required string SelectedItem { get; init; }

    /// <summary>The model's belief that the choice is the best of the set, [0, 1]: the softmax of the scores.</summary>
    [Id(2)]
    public double ConfidenceScore { get; init; }

    /// <summary>The next best items, best first.</summary>
    [Id(3)]
    public required IReadOnlyList<AlternativeOption> AlternativeOptions { get; init; }

    /// <summary>Why, strongest first.</summary>
    [Id(4)]
    public required IReadOnlyList<Reason> Reasoning { get; init; }

    /// <summary>Time inside the engine, in milliseconds.</summary>
    [Id(5)]
    public double LatencyMs { get; init; }

    /// <summary>The exact probability with which the policy makes this choice here, (0, 1].</summary>
    [Id(6)]
    public double Propensity { get; init; }

    /// <summary>The model that scored the items.</summary>
    [Id(7)]
    public required string ModelVersion { get; init; }

    /// <summary>Whether this is the fallback choice, answered because the deadline passed.</summary>
    [Id(8)]
    public bool Fallback { get; init; }

    /// <summary>The policy that chose, by name.</summary>
    [Id(9)]
    public string? Policy { get; init; }

    /// <summary>The experiment that changed this decision and its variant, with a colon between.</summary>
    [Id(10)]
    public string? Experiment { get; init; }
}
