namespace Personalization.Contracts.Experiments;

/// <summary>The variants that a person has. Immutable.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("assignment-result")]
public sealed record AssignmentResult
{
    /// <summary>The person.</summary>
    [Id(0)]
    public string? UserId { get; init; }

    /// <summary>The visit, for somebody without a user id.</summary>
    [Id(1)]
    public string? SessionId { get; init; }

    /// <summary>One for each running experiment that the person takes part in.</summary>
    [Id(2)]
    public required IReadOnlyList<ExperimentAssignment> Assignments { get; init; }

    /// <summary>Whether the person's own answer came too late: who asks goes on as without experiments.</summary>
    [Id(3)]
    public bool Fallback { get; init; }
}
