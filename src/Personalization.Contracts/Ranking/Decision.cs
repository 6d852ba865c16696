namespace Personalization.Contracts.Ranking;

/// <summary>A decision as it is logged: enough to explain it, join outcomes to it, and judge another policy on it.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("decision")]
public sealed record Decision
{
    /// <summary>Identity.</summary>
    [Id(0)]
    public required string DecisionId { get; init; }

    /// <summary>When it was made.</summary>
    [Id(1)]
    public required DateTimeOffset At { get; init; }

    /// <summary>What was asked: <c>recommend</c>, <c>rank</c> or <c>personalize</c>.</summary>
    [Id(2)]
    public required string Kind { get; init; }

    /// <summary>The person or visit.</summary>
    [Id(3)]
    public string? UserId { get; init; }

    /// <summary>Where it was shown.</summary>
    [Id(4)]
    public string? Placement { get; init; }

    /// <summary>The model that scored the items.</summary>
    [Id(5)]
    public required string ModelVersion { get; init; }

    /// <summary>What was shown, best first; for <c>personalize</c> the chosen item first and then the others.</summary>
    [Id(6)]
    public required IReadOnlyList<string> Items { get; init; }

    /// <summary>The scores, in the order of <see cref="Items"/>.</summary>
    [Id(7)]
    public required IReadOnlyList<double> Scores { get; init; }

    /// <summary>The probability of the shown choice under the policy, (0, 1].</summary>
    [Id(8)]
    public double Propensity { get; init; } = 1;

    /// <summary>The circumstances that came with the request.</summary>
    [Id(9)]
    public JsonText Context { get; init; }

    /// <summary>The policy that chose, by name.</summary>
    [Id(10)]
    public string? Policy { get; init; }

    /// <summary>The experiment that changed this decision and its variant, with a colon between.</summary>
    [Id(11)]
    public string? Experiment { get; init; }
}
