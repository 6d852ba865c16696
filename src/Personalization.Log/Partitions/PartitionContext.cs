using Microsoft.Extensions.Logging;
using Personalization.Log.Snapshots;
using Personalization.Contracts.Events;

namespace Personalization.Log.Partitions;

/// <summary>What the partitions of a silo share.</summary>
/// <param name="Log">Where the log is kept.</param>
/// <param name="Snapshots">Where states are kept.</param>
/// <param name="Node">The catalogue, the vocabulary and the clock of the silo.</param>
/// <param name="Options">How the log is kept.</param>
/// <param name="Loggers">Makes loggers.</param>
/// <param name="Time">The clock that attempts and checkpoints are spaced by.</param>
public sealed record PartitionContext(
    ILogStore Log, ISnapshotStore Snapshots, EngineNode Node, LogOptions Options, ILoggerFactory Loggers, TimeProvider Time)
{
    /// <summary>Told of an event that could not be applied: the fault, to what kind, and its position.</summary>
    public Action<Exception, ActorKind, long> Failed { get; init; } = static (_, _, _) => { };

    /// <summary>
    /// The way into the log for the summaries of visits that have ended; <see langword="null"/> when visits are not summed up.
    /// </summary>
    public Func<IReadOnlyList<Event>, Task>? Publish { get; init; }

    /// <summary>Whether nothing is taken into the log: the partition is only read.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>After how long without use a person or a visit leaves memory.</summary>
    public TimeSpan IdleAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How many persons and visits a partition keeps in memory after a sweep.</summary>
    public int MostResidents { get; init; } = 1_000_000;
}
