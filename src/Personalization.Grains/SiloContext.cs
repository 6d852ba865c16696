using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Personalization.Log;
using Personalization.Log.Partitions;
using Personalization.Log.Snapshots;
using Personalization.Grains.Hosting;
using Personalization.Grains.Partitions;

namespace Personalization.Grains;

/// <summary>What the grains of one silo share. Thread-safe.</summary>
internal sealed partial class SiloContext : IDisposable
{
    private readonly EngineProcess _process;
    private readonly ILogger<SiloContext> _logger;
    private readonly CancellationTokenSource _leaving = new();
    private PartitionPlaces? _places;
    private long _failures;

    public SiloContext(EngineProcess process, IGrainFactory grains, ILogger<SiloContext> logger)
    {
        (_process, Grains, _logger) = (process, grains, logger);
        Events = new ClusterLog(grains, process.Options.Log, Node.Admission, Partitions);
        Context = new PartitionContext(Log, Snapshots, Node, Options, process.Loggers, TimeProvider.System)
        {
            Failed = Failed,
            Publish = process.Options.SessionEnds ? async events => await Events.Publish(events) : null,
            IdleAfter = process.Options.IdleAfter,
            MostResidents = process.Options.MaxResidents,
        };
    }

    /// <summary>The replica, the decision path and the clock.</summary>
    public EngineNode Node => _process.Node;

    /// <summary>Learns what the partitions observe.</summary>
    public ReadModelWriter Learning => _process.Learning;

    /// <summary>Where logs are kept.</summary>
    public ILogStore Log => _process.Stores.Logs;

    /// <summary>Where states are kept.</summary>
    public ISnapshotStore Snapshots => _process.Stores.Snapshots;

    /// <summary>How the event log is kept.</summary>
    public LogOptions Options => _process.Options.Log;

    /// <summary>What the partitions share.</summary>
    public PartitionContext Context { get; }

    /// <summary>The grains of the cluster.</summary>
    public IGrainFactory Grains { get; }

    /// <summary>The way into the logs.</summary>
    public ClusterLog Events { get; }

    /// <summary>The partitions of the log that this silo writes.</summary>
    public ConcurrentDictionary<int, LogPartition> Partitions { get; } = [];

    /// <summary>Asks partitions to give up what is under way: the silo is about to deactivate its grains.</summary>
    public CancellationToken Leaving => _leaving.Token;

    /// <summary>Events that a state could not take, since the start.</summary>
    public long Failures => Volatile.Read(ref _failures);

    /// <summary>Knows where partitions belong, from now on.</summary>
    public void Know(PartitionPlaces places) => _places = places;

    /// <summary>Whether a partition belongs to another silo.</summary>
    public bool BelongsElsewhere(int partition) => _places?.IsHere(partition) == false;

    /// <summary>
    /// Saves all behind the partitions while every grain still answers, then has the partitions give up what is under way.
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

    private void Failed(Exception fault, ActorKind kind, long position)
    {
        Interlocked.Increment(ref _failures);
        LogFailure(fault, kind, position);
    }

    [LoggerMessage(2307, LogLevel.Warning, "The silo leaves before everything is saved; nothing acknowledged is lost, the log has it")]
    private partial void LogNotSaved(Exception fault);

    [LoggerMessage(
        2301, LogLevel.Error,
        "The event at log position {Position} could not be applied to its {Kind}; it stays in the log and is left out")]
    private partial void LogFailure(Exception fault, ActorKind kind, long position);
}
