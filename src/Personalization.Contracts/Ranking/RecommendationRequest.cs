namespace Personalization.Contracts.Ranking;

/// <summary>Asks for a list of items for a person, a visit, or beside an item.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("recommendation-request")]
public sealed record RecommendationRequest
{
    /// <summary>The person; a session id stands in when there is none.</summary>
    [Id(0)]
    public string? UserId { get; init; }

    /// <summary>The visit.</summary>
    [Id(1)]
    public string? SessionId { get; init; }

    /// <summary>The item being looked at: the list is drawn towards it.</summary>
    [Id(2)]
    public string? ItemId { get; init; }

    /// <summary>Keeps only items of this category.</summary>
    [Id(3)]
    public string? Category { get; init; }

    /// <summary>How many items, 1 to 1,000.</summary>
    /// <value>20 by default.</value>
    [Id(4)]
    public int Count { get; init; } = 20;

    /// <summary>Where the list is shown, for example <c>home</c>; part of the decision log.</summary>
    [Id(5)]
    public string? Placement { get; init; }

    /// <summary>Whether items that the person has interacted with stay out entirely, not only what was bought or rejected.</summary>
    [Id(6)]
    public bool ExcludeSeen { get; init; }

    /// <summary>Restricts the candidates to one recommender, by its code; all of them when absent.</summary>
    [Id(7)]
    public string? Recommender { get; init; }

    /// <summary>Whether the answer carries the stages and all reasons.</summary>
    [Id(8)]
    public bool Explain { get; init; }
}
