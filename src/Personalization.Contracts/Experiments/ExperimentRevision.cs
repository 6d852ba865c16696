namespace Personalization.Contracts.Experiments;

/// <summary>One state of an experiment's definition in the log: together they are its history. Immutable.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("experiment-revision")]
public sealed record ExperimentRevision
{
    /// <summary>The definition as of this revision.</summary>
    [Id(0)]
    public required ExperimentDefinition Definition { get; init; }

    /// <summary>When it was made.</summary>
    [Id(1)]
    public required DateTimeOffset At { get; init; }

    /// <summary>Who made it; <c>engine</c> when it was made by itself.</summary>
    [Id(2)]
    public required string By { get; init; }

    /// <summary>What was done, for people.</summary>
    [Id(3)]
    public required string Change { get; init; }
}
