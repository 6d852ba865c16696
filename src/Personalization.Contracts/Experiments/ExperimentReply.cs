namespace Personalization.Contracts.Experiments;

/// <summary>What became of a command: the new revision, or why there is none. Immutable.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("experiment-reply")]
public sealed record ExperimentReply
{
    /// <summary>The new revision; absent when the command was refused.</summary>
    [Id(0)]
    public ExperimentRevision? Revision { get; init; }

    /// <summary>The member of the request that is at fault, or what it conflicts with.</summary>
    [Id(1)]
    public string? Field { get; init; }

    /// <summary>What is wrong with it.</summary>
    [Id(2)]
    public string? Fault { get; init; }

    /// <summary>Whether the request itself is in order, but does not fit the state of things.</summary>
    [Id(3)]
    public bool Conflict { get; init; }
}
