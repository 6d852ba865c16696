namespace Personalization.Contracts.Bandits;

/// <summary>A choice that was made elsewhere, for a placement's bandit to start from. Immutable.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("logged-observation")]
public sealed record LoggedObservation
{
    /// <summary>The observation's own id: it counts once, however often it is sent.</summary>
    [Id(0)]
    public required string ObservationId { get; init; }

    /// <summary>The item that was chosen.</summary>
    [Id(1)]
    public required string ItemId { get; init; }

    /// <summary>What came of it.</summary>
    /// <value>−1,000 to 1,000, on the scale of the outcomes that will follow.</value>
    [Id(2)]
    public required double Reward { get; init; }

    /// <summary>When it was chosen; now when absent.</summary>
    [Id(3)]
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>The circumstances, as decisions will be asked with.</summary>
    [Id(4)]
    public JsonText Context { get; init; }

    /// <summary>What the ranking thought of the item relative to the best one.</summary>
    /// <value>0 to 1; 1 when absent.</value>
    [Id(5)]
    public double? Score { get; init; }

    /// <summary>The probability with which it was chosen.</summary>
    /// <value>More than 0, at most 1; 1 when absent.</value>
    [Id(6)]
    public double? Propensity { get; init; }
}
