using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Personalization.Actors;
using Personalization.Actors.Logs;
using Personalization.Actors.Snapshots;
using Personalization.Grains.Logs;

namespace Personalization.Grains;

/// <summary>What the grains of one silo share. Thread-safe.</summary>
internal sealed partial class SiloNode(
    ActorNode node, NodeLearning learning, ILogStore log, ISnapshotStore snapshots, LogOptions options, IGrainFactory grains, ILoggerFactory loggers)
    : IDisposable
{
    private readonly ILogger<SiloNode> _logger = loggers.CreateLogger<SiloNode>();
    private readonly CancellationTokenSource _leaving = new();
    private long _failures;

    /// <summary>The replica, the decision path and the clock.</summary>
    public ActorNode Node => node;

    /// <summary>Learns what the partitions observe.</summary>
    public NodeLearning Learning => learning;

    /// <summary>Where logs are kept.</summary>
    public ILogStore Log => log;

    /// <summary>Where states are kept that belong to no grain.</summary>
    public ISnapshotStore Snapshots => snapshots;

    /// <summary>How the event log is kept.</summary>
    public LogOptions Options => options;

    /// <summary>The grains of the cluster.</summary>
    public IGrainFactory Grains => grains;

    /// <summary>Makes loggers.</summary>
    public ILoggerFactory Loggers => loggers;

    /// <summary>Whether visits that timed out are summed up with an event.</summary>
    public bool SessionEnds { get; init; } = true;

    /// <summary>The way in for events that the engine itself writes.</summary>
    public ClusterLog Events { get; } = new(grains, options, node.Admission);

    /// <summary>The partitions of the log that this silo writes.</summary>
    public ConcurrentDictionary<int, LogPartition> Partitions { get; } = [];

    /// <summary>Asks partitions to give up what is under way: the silo is about to deactivate its grains.</summary>
    public CancellationToken Leaving => _leaving.Token;

    /// <summary>Events that an actor could not apply, since the start.</summary>
    public long Failures => Volatile.Read(ref _failures);

    /// <summary>Counts and tells of an event that an actor could not digest. It stays in the log.</summary>
    public void Failed(Exception fault, ActorKind kind, long position)
    {
        Interlocked.Increment(ref _failures);
        LogFailure(fault, kind, position);
    }

    /// <summary>
    /// Saves all behind the partitions while every grain still answers, then has the partitions give up what is under way. Without that, the end of a partition would wait
    /// for events to reach their persons, and these, coming back to memory on another silo, for the partition.
    /// </summary>
    public async Task Leave(TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(Partitions.Values.Select(static partition => partition.Checkpoint())).WaitAsync(patience, cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or TimeoutException or OperationCanceledException or ObjectDisposedException)
        {
            LogNotSaved(fault);
        }
        await _leaving.CancelAsync();
    }

    public void Dispose() => _leaving.Dispose();

    [LoggerMessage(2307, LogLevel.Warning, "The silo leaves before everything is saved; nothing acknowledged is lost, the log has it")]
    private partial void LogNotSaved(Exception fault);

    [LoggerMessage(2301, LogLevel.Error, "The event at log position {Position} could not be applied to its {Kind}; it stays in the log and is left out")]
    private partial void LogFailure(Exception fault, ActorKind kind, long position);
}
