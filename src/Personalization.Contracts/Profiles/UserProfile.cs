using Personalization.Contracts.Features;
using Personalization.Contracts.Sessions;

namespace Personalization.Contracts.Profiles;

/// <summary>What is known of a person now.</summary>
public sealed record UserProfile
{
    /// <summary>The person.</summary>
    public required string UserId { get; init; }

    /// <summary>Time of the first event.</summary>
    public DateTimeOffset FirstSeen { get; init; }

    /// <summary>Time of the latest event.</summary>
    public DateTimeOffset LastSeen { get; init; }

    /// <summary>Events applied since ever.</summary>
    public long EventCount { get; init; }

    /// <summary>Visits so far, the current one included.</summary>
    public int SessionCount { get; init; }

    /// <summary>Purchases since ever.</summary>
    public int PurchaseCount { get; init; }

    /// <summary>Money spent since ever.</summary>
    public double TotalSpent { get; init; }

    /// <summary>The current or latest visit.</summary>
    public SessionSummary? CurrentSession { get; init; }

    /// <summary>Feature values by name; see the reference of feature names.</summary>
    public required IReadOnlyDictionary<string, double> Features { get; init; }

    /// <summary>Tastes, strongest first within each dimension.</summary>
    public required IReadOnlyList<Affinity> Affinities { get; init; }

    /// <summary>The latest events, newest first.</summary>
    public required IReadOnlyList<RecentEvent> RecentEvents { get; init; }

    /// <summary>Log position up to which the profile is current.</summary>
    public long AppliedPosition { get; init; }
}
