namespace Personalization.Contracts.Bandits;

/// <summary>What came of a decision. Immutable.</summary>
public sealed record DecisionOutcome
{
    /// <summary>The decision.</summary>
    public required string DecisionId { get; init; }

    /// <summary>What happened, for example <c>click</c> or <c>purchase</c>. Each name counts once per decision.</summary>
    /// <value><c>outcome</c> when absent.</value>
    public string? Name { get; init; }

    /// <summary>What it is worth to the bandit.</summary>
    /// <value>−1,000 to 1,000, best 0 to 1; 1 for a conversion and 0 otherwise when absent.</value>
    public double? Reward { get; init; }

    /// <summary>Whether it is what the decision was made for.</summary>
    public bool Conversion { get; init; }

    /// <summary>The money, or another value, of it.</summary>
    public double? Value { get; init; }

    /// <summary>The person, so that experiments and features count it too.</summary>
    public string? CustomerId { get; init; }

    /// <summary>When it happened; now when absent.</summary>
    public DateTimeOffset? Timestamp { get; init; }
}
