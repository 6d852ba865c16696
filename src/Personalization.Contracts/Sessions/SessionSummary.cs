namespace Personalization.Contracts.Sessions;

/// <summary>What happened in one visit.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("session-summary")]
public sealed record SessionSummary
{
    /// <summary>The session id, when the sender gave one.</summary>
    [Id(0)]
    public string? SessionId { get; init; }

    /// <summary>The person, when known.</summary>
    [Id(1)]
    public string? UserId { get; init; }

    /// <summary>Time of the first event.</summary>
    [Id(2)]
    public DateTimeOffset Start { get; init; }

    /// <summary>Time of the latest event.</summary>
    [Id(3)]
    public DateTimeOffset End { get; init; }

    /// <summary>Events in it.</summary>
    [Id(4)]
    public int EventCount { get; init; }

    /// <summary>Item or page views in it.</summary>
    [Id(5)]
    public int ViewCount { get; init; }

    /// <summary>Searches in it.</summary>
    [Id(6)]
    public int SearchCount { get; init; }

    /// <summary>Changes of item from one event to the next: how deep the visit went.</summary>
    [Id(7)]
    public int Depth { get; init; }

    /// <summary>Pieces in the cart now.</summary>
    [Id(8)]
    public double CartQuantity { get; init; }

    /// <summary>Money in the cart now, by catalogue prices.</summary>
    [Id(9)]
    public double CartValue { get; init; }

    /// <summary>Purchases in it.</summary>
    [Id(10)]
    public int PurchaseCount { get; init; }

    /// <summary>Money spent in it.</summary>
    [Id(11)]
    public double Spent { get; init; }

    /// <summary>Purchase intent, [0, 1], from how far towards buying the visit went.</summary>
    [Id(12)]
    public double Intent { get; init; }
}
