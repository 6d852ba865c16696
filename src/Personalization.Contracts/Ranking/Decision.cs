namespace Personalization.Contracts.Ranking;

/// <summary>A decision as it is logged: enough to explain it, join outcomes to it, and judge another policy on it.</summary>
public sealed record Decision
{
    /// <summary>Identity.</summary>
    public required string DecisionId { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What was asked: <c>recommend</c>, <c>rank</c> or <c>personalize</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The person or visit.</summary>
    public string? UserId { get; init; }

    /// <summary>Where it was shown.</summary>
    public string? Placement { get; init; }

    /// <summary>The model that scored the items.</summary>
    public required string ModelVersion { get; init; }

    /// <summary>What was shown, best first; for <c>personalize</c> the chosen item first and then the others.</summary>
    public required IReadOnlyList<string> Items { get; init; }

    /// <summary>The scores, in the order of <see cref="Items"/>.</summary>
    public required IReadOnlyList<double> Scores { get; init; }

    /// <summary>The probability of the shown choice under the policy, (0, 1].</summary>
    public double Propensity { get; init; } = 1;

    /// <summary>The circumstances that came with the request.</summary>
    public JsonText Context { get; init; }

    /// <summary>The policy that chose, by name.</summary>
    public string? Policy { get; init; }

    /// <summary>The experiment that changed this decision and its variant, with a colon between.</summary>
    public string? Experiment { get; init; }
}
