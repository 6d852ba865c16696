namespace Personalization.Contracts.Experiments;

/// <summary>Asks which variants a person has. Immutable.</summary>
public sealed record AssignmentRequest
{
    /// <summary>The person; a session id stands in when there is none.</summary>
    public string? UserId { get; init; }

    /// <summary>The visit.</summary>
    public string? SessionId { get; init; }

    /// <summary>Where it is shown.</summary>
    public string? Placement { get; init; }

    /// <summary>The circumstances, which targeting sees as <c>context.name</c>.</summary>
    public JsonText Context { get; init; }
}
