namespace Personalization.Contracts.Experiments;

/// <summary>The variants that a person has. Immutable.</summary>
public sealed record AssignmentResult
{
    /// <summary>The person.</summary>
    public string? UserId { get; init; }

    /// <summary>The visit, for somebody without a user id.</summary>
    public string? SessionId { get; init; }

    /// <summary>One for each running experiment that the person takes part in.</summary>
    public required IReadOnlyList<ExperimentAssignment> Assignments { get; init; }

    /// <summary>Whether the person's own answer came too late: who asks goes on as without experiments.</summary>
    public bool Fallback { get; init; }
}
