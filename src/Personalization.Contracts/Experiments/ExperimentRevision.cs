namespace Personalization.Contracts.Experiments;

/// <summary>One state of an experiment's definition in the log: together they are its history. Immutable.</summary>
public sealed record ExperimentRevision
{
    /// <summary>The definition as of this revision.</summary>
    public required ExperimentDefinition Definition { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who made it; <c>engine</c> when it was made by itself.</summary>
    public required string By { get; init; }

    /// <summary>What was done, for people.</summary>
    public required string Change { get; init; }
}
