namespace Personalization.Contracts.Sessions;

/// <summary>What happened in one visit.</summary>
public sealed record SessionSummary
{
    /// <summary>The session id, when the sender gave one.</summary>
    public string? SessionId { get; init; }

    /// <summary>The person, when known.</summary>
    public string? UserId { get; init; }

    /// <summary>Time of the first event.</summary>
    public DateTimeOffset Start { get; init; }

    /// <summary>Time of the latest event.</summary>
    public DateTimeOffset End { get; init; }

    /// <summary>Events in it.</summary>
    public int EventCount { get; init; }

    /// <summary>Item or page views in it.</summary>
    public int ViewCount { get; init; }

    /// <summary>Searches in it.</summary>
    public int SearchCount { get; init; }

    /// <summary>Changes of item from one event to the next: how deep the visit went.</summary>
    public int Depth { get; init; }

    /// <summary>Pieces in the cart now.</summary>
    public double CartQuantity { get; init; }

    /// <summary>Money in the cart now, by catalogue prices.</summary>
    public double CartValue { get; init; }

    /// <summary>Purchases in it.</summary>
    public int PurchaseCount { get; init; }

    /// <summary>Money spent in it.</summary>
    public double Spent { get; init; }

    /// <summary>Purchase intent, [0, 1], from how far towards buying the visit went.</summary>
    public double Intent { get; init; }
}
