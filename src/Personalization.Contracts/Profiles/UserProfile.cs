using Personalization.Contracts.Features;
using Personalization.Contracts.Sessions;

namespace Personalization.Contracts.Profiles;

/// <summary>What is known of a person now.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("user-profile")]
public sealed record UserProfile
{
    /// <summary>The person.</summary>
    [Id(0)]
    public required string UserId { get; init; }

    /// <summary>Time of the first event.</summary>
    [Id(1)]
    public DateTimeOffset FirstSeen { get; init; }

    /// <summary>Time of the latest event.</summary>
    [Id(2)]
    public DateTimeOffset LastSeen { get; init; }

    /// <summary>Events applied since ever.</summary>
    [Id(3)]
    public long EventCount { get; init; }

    /// <summary>Visits so far, the current one included.</summary>
    [Id(4)]
    public int SessionCount { get; init; }

    /// <summary>Purchases since ever.</summary>
    [Id(5)]
    public int PurchaseCount { get; init; }

    /// <summary>Money spent since ever.</summary>
    [Id(6)]
    public double TotalSpent { get; init; }

    /// <summary>The current or latest visit.</summary>
    [Id(7)]
    public SessionSummary? CurrentSession { get; init; }

    /// <summary>Feature values by name; see the reference of feature names.</summary>
    [Id(8)]
    public required IReadOnlyDictionary<string, double> Features { get; init; }

    /// <summary>Tastes, strongest first within each dimension.</summary>
    [Id(9)]
    public required IReadOnlyList<Affinity> Affinities { get; init; }

    /// <summary>The latest events, newest first.</summary>
    [Id(10)]
    public required IReadOnlyList<RecentEvent> RecentEvents { get; init; }

    /// <summary>Log position up to which the profile is current.</summary>
    [Id(11)]
    public long AppliedPosition { get; init; }
}
