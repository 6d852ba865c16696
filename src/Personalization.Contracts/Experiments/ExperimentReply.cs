namespace Personalization.Contracts.Experiments;

/// <summary>What became of a command: the new revision, or why there is none. Immutable.</summary>
public sealed record ExperimentReply
{
    /// <summary>The new revision; absent when the command was refused.</summary>
    public ExperimentRevision? Revision { get; init; }

    /// <summary>The member of the request that is at fault, or what it conflicts with.</summary>
    public string? Field { get; init; }

    /// <summary>What is wrong with it.</summary>
    public string? Fault { get; init; }

    /// <summary>Whether the request itself is in order, but does not fit the state of things.</summary>
    public bool Conflict { get; init; }
}
