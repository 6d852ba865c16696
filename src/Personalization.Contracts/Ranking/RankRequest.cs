namespace Personalization.Contracts.Ranking;

/// <summary>Asks for a given list in the order that suits a person best.</summary>
public sealed record RankRequest
{
    /// <summary>The person; a session id stands in when there is none.</summary>
    public string? UserId { get; init; }

    /// <summary>The visit.</summary>
    public string? SessionId { get; init; }

    /// <summary>The items to order, 1 to 1,000; unknown ones are ranked last.</summary>
    public required IReadOnlyList<string> Items { get; init; }

    /// <summary>Where the list is shown.</summary>
    public string? Placement { get; init; }

    /// <summary>Whether the answer carries the stages and all reasons.</summary>
    public bool Explain { get; init; }
}
