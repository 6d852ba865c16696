namespace Personalization.Contracts.Ranking;

/// <summary>Asks for one item of a given set for a customer in a context.</summary>
public sealed record PersonalizeRequest
{
    /// <summary>The customer; a session id stands in when there is none.</summary>
    public string? CustomerId { get; init; }

    /// <summary>The visit.</summary>
    public string? SessionId { get; init; }

    /// <summary>The items to choose from, 1 to 1,000.</summary>
    public required IReadOnlyList<string> AvailableItems { get; init; }

    /// <summary>Circumstances of the decision.</summary>
    public JsonText Context { get; init; }

    /// <summary>Where the choice is shown.</summary>
    public string? Placement { get; init; }
}
