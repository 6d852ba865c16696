namespace Personalization.Contracts.Ranking;

/// <summary>One chosen item and how it was chosen.</summary>
public sealed record PersonalizeResult
{
    /// <summary>Identity of the decision; outcomes refer to it.</summary>
    public required string DecisionId { get; init; }

    /// <summary>The item to show.</summary>
    public required string SelectedItem { get; init; }

    /// <summary>The model's belief that the choice is the best of the set, [0, 1]: the softmax of the scores.</summary>
    public double ConfidenceScore { get; init; }

    /// <summary>The next best items, best first.</summary>
    public required IReadOnlyList<AlternativeOption> AlternativeOptions { get; init; }

    /// <summary>Why, strongest first.</summary>
    public required IReadOnlyList<Reason> Reasoning { get; init; }

    /// <summary>Time inside the engine, in milliseconds.</summary>
    public double LatencyMs { get; init; }

    /// <summary>The exact probability with which the policy makes this choice here, (0, 1].</summary>
    public double Propensity { get; init; }

    /// <summary>The model that scored the items.</summary>
    public required string ModelVersion { get; init; }

    /// <summary>Whether this is the fallback choice, answered because the deadline passed.</summary>
    public bool Fallback { get; init; }

    /// <summary>The policy that chose, by name.</summary>
    public string? Policy { get; init; }

    /// <summary>The experiment that changed this decision and its variant, with a colon between.</summary>
    public string? Experiment { get; init; }
}
