using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Personalization.Actors;
using Personalization.Actors.Logs;
using Personalization.Actors.Recommenders;
using Personalization.Actors.Snapshots;
using Personalization.Grains.Logs;

namespace Personalization.Grains;

/// <summary>What the grains of one silo share. Thread-safe.</summary>
internal sealed partial class SiloNode(
    ActorNode node, ItemLearning learning, ILogStore log, ISnapshotStore snapshots, LogOptions options, IGrainFactory grains, ILoggerFactory loggers)
{
    private readonly ILogger<SiloNode> _logger = loggers.CreateLogger<SiloNode>();
    private long _failures;

    /// <summary>The replica, the decision path and the clock.</summary>
    public ActorNode Node => node;

    /// <summary>Learns what the partitions observe.</summary>
    public ItemLearning Learning => learning;

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
    public ClusterLog Events { get; } = new(grains, options);

    /// <summary>The partitions that this silo writes.</summary>
    public ConcurrentDictionary<int, LogPartition> Partitions { get; } = new();

    /// <summary>Events that an actor could not apply, since the start.</summary>
    public long Failures => Volatile.Read(ref _failures);

    /// <summary>
    /// Has everybody saved whose events this silo writes, while all of them can still be called, so that those who take over have little to read; then gives the
    /// partitions up. Whoever waits for one of them is told to try again: a grain cannot leave while calls to it are under way, and these would wait for each other.
    /// </summary>
    public async Task GiveUpPartitions(TimeSpan patience)
    {
        try
        {
            await Task.WhenAll(Partitions.Values.Select(static partition => partition.Checkpoint())).WaitAsync(patience);
        }
        catch (Exception fault) when (fault is TimeoutException or IOException or ObjectDisposedException)
        {
            LogNotSaved(fault);
        }
        await Task.WhenAll(Partitions.Values.Select(static partition => partition.Close(save: false).AsTask()));
    }

    /// <summary>Counts and tells of an event that an actor could not digest. It stays in the log.</summary>
    public void Failed(Exception fault, ActorKind kind, long position)
    {
        Interlocked.Increment(ref _failures);
        LogFailure(fault, kind, position);
    }

    [LoggerMessage(2307, LogLevel.Warning, "Not everybody could be saved before leaving; nothing is lost, whoever takes over reads more of the log")]
    private partial void LogNotSaved(Exception fault);

    [LoggerMessage(2301, LogLevel.Error, "The event at log position {Position} could not be applied to its {Kind}; it stays in the log and is left out")]
    private partial void LogFailure(Exception fault, ActorKind kind, long position);
}
