namespace Personalization.Contracts.Ranking;

/// <summary>Asks for one item of a given set for a customer in a context.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("personalize-request")]
public sealed record PersonalizeRequest
{
    /// <summary>The customer; a session id stands in when there is none.</summary>
    [Id(0)]
    public string? CustomerId { get; init; }

    /// <summary>The visit.</summary>
    [Id(1)]
    public string? SessionId { get; init; }

    /// <summary>The items to choose from, 1 to 1,000.</summary>
    [Id(2)]
    public required IReadOnlyList<string> AvailableItems { get; init; }

    /// <summary>Circumstances of the decision.</summary>
    [Id(3)]
    public JsonText Context { get; init; }

    /// <summary>Where the choice is shown.</summary>
    [Id(4)]
    public string? Placement { get; init; }
}
