namespace Personalization.Contracts.Bandits;

/// <summary>What came of a decision. Immutable.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("decision-outcome")]
public sealed record DecisionOutcome
{
    /// <summary>The decision.</summary>
    [Id(0)]
    public required string DecisionId { get; init; }

    /// <summary>What happened, for example <c>click</c> or <c>purchase</c>. Each name counts once per decision.</summary>
    /// <value><c>outcome</c> when absent.</value>
    [Id(1)]
    public string? Name { get; init; }

    /// <summary>What it is worth to the bandit.</summary>
    /// <value>−1,000 to 1,000, best 0 to 1; 1 for a conversion and 0 otherwise when absent.</value>
    [Id(2)]
    public double? Reward { get; init; }

    /// <summary>Whether it is what the decision was made for.</summary>
    [Id(3)]
    public bool Conversion { get; init; }

    /// <summary>The money, or another value, of it.</summary>
    [Id(4)]
    public double? Value { get; init; }

    /// <summary>The person, so that experiments and features count it too.</summary>
    [Id(5)]
    public string? CustomerId { get; init; }

    /// <summary>When it happened; now when absent.</summary>
    [Id(6)]
    public DateTimeOffset? Timestamp { get; init; }
}
