namespace Personalization.Contracts.Experiments;

/// <summary>Asks which variants a person has. Immutable.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("assignment-request")]
public sealed record AssignmentRequest
{
    /// <summary>The person; a session id stands in when there is none.</summary>
    [Id(0)]
    public string? UserId { get; init; }

    /// <summary>The visit.</summary>
    [Id(1)]
    public string? SessionId { get; init; }

    /// <summary>Where it is shown.</summary>
    [Id(2)]
    public string? Placement { get; init; }

    /// <summary>The circumstances, which targeting sees as <c>context.name</c>.</summary>
    [Id(3)]
    public JsonText Context { get; init; }
}
