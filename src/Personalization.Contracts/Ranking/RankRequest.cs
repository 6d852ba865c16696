namespace Personalization.Contracts.Ranking;

/// <summary>Asks for a given list in the order that suits a person best.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("rank-request")]
public sealed record RankRequest
{
    /// <summary>The person; a session id stands in when there is none.</summary>
    [Id(0)]
    public string? UserId { get; init; }

    /// <summary>The visit.</summary>
    [Id(1)]
    public string? SessionId { get; init; }

    /// <summary>The items to order, 1 to 1,000; unknown ones are ranked last.</summary>
    [Id(2)]
    public required IReadOnlyList<string> Items { get; init; }

    /// <summary>Where the list is shown.</summary>
    [Id(3)]
    public string? Placement { get; init; }

    /// <summary>Whether the answer carries the stages and all reasons.</summary>
    [Id(4)]
    public bool Explain { get; init; }
}
