using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Personalization.Actors.Events;
using Personalization.Actors.Snapshots;
using Personalization.Contracts.Events;

namespace Personalization.Actors.Logs;

/// <summary>
/// One partition of a cluster's event log, and its one writer: it recognises duplicates, makes batches durable in groups, then brings every event to the
/// person and the visit that it concerns, in the order of the log, for as long as it takes. What is not in a saved state yet it keeps at hand, so that an actor that was
/// lost with its node catches up. Opening it takes over from a writer that is gone, however that ended. Thread-safe.
/// </summary>
public sealed partial class LogPartition : IAsyncDisposable
{
    // Actors that are not active would ask this very partition for their tails, which it does not answer while it ends.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly int _number;
    private readonly string _name;
    private readonly ILogStore _log;
    private readonly ISnapshotStore _snapshots;
    private readonly ILogActors _actors;
    private readonly ActorNode _node;
    private readonly LogOptions _options;
    private readonly ILogger<LogPartition> _logger;
    private readonly TimeProvider _time;
    private readonly LogAppender _appender;
    private readonly LogRowWriter _row = new(int.MaxValue);
    private readonly IdWindow _window;
    private readonly PartitionFeed _feed;
    private readonly Channel<Submission> _submissions = Channel.CreateUnbounded<Submission>(new() { SingleReader = true });
    private readonly Lock _gate = new();
    private readonly Lock _feedGate = new();
    private readonly Dictionary<ActorId, ActorTail> _tails = [];
    private readonly SemaphoreSlim _checkpointing = new(1, 1);
    private readonly CancellationTokenSource _stopping = new();
    private Task _writing = Task.CompletedTask;
    private Task _background = Task.CompletedTask;
    private long _waitingBytes;
    private long _unsaved;
    private long _accepted;
    private long _checkpoint;
    private int _disposed;

    private LogPartition(
        int number, ILogStore log, ISnapshotStore snapshots, ILogActors actors, ActorNode node, LogOptions options, ILogger<LogPartition> logger,
        TimeProvider time)
    {
        (_number, _name, _log, _snapshots, _actors, _node, _options, _logger, _time) =
            (number, LogNames.Events(number), log, snapshots, actors, node, options, logger, time);
        _appender = new LogAppender(log, _name, time);
        _window = new IdWindow(options.DeduplicationWindow);
        _feed = new PartitionFeed(number, node.Replica.Vocabulary, node.Options.Signals, node.Options.Trials);
    }

    /// <summary>Whether another node has taken this partition over, so that this writer must be given up.</summary>
    public bool IsFenced => _appender.IsFenced;

    /// <summary>The position that the next new event gets.</summary>
    public long NextPosition => _appender.NextPosition;

    /// <summary>How many deliveries are not in a saved state yet; an event that concerns a person and a visit counts twice.</summary>
    public long UnsavedEvents => Volatile.Read(ref _unsaved);

    /// <summary>Everything before this position is in saved states.</summary>
    public long CheckpointPosition => Volatile.Read(ref _checkpoint);

    /// <summary>Takes the partition over and starts to deliver what is not in saved states.</summary>
    /// <param name="number">The partition's number.</param>
    /// <param name="log">Where the log is kept.</param>
    /// <param name="snapshots">Where states are kept.</param>
    /// <param name="actors">Whom the events go to.</param>
    /// <param name="node">What the actors of this node share.</param>
    /// <param name="options">How the log is kept.</param>
    /// <param name="logger">Where troubles are told.</param>
    /// <param name="time">The clock that attempts and checkpoints are spaced by; the system's when absent.</param>
    /// <exception cref="IOException">A store cannot be reached, or the log is damaged.</exception>
    public static async Task<LogPartition> Open(
        int number, ILogStore log, ISnapshotStore snapshots, ILogActors actors, ActorNode node, LogOptions options, ILogger<LogPartition> logger,
        TimeProvider? time = null)
    {
        var partition = new LogPartition(number, log, snapshots, actors, node, options, logger, time ?? TimeProvider.System);
        await partition.Recover();
        partition._writing = Task.Run(partition.Write);
        partition._background = Task.Run(partition.RunInBackground);
        return partition;
    }

    /// <summary>Appends events that belong to this partition. When the task ends, each is durable and in the actors that it concerns.</summary>
    /// <exception cref="LogUnavailableException">Nothing of the batch is acknowledged.</exception>
    public Task<PartitionReceipt> Publish(IReadOnlyList<Event> events)
    {
        if (IsFenced)
        {
            throw new LogUnavailableException(LogRefusal.Moved, $"Another node writes the log '{_name}' now. Try again: the request will reach it.");
        }
        if (UnsavedEvents >= _options.MaxUnsavedEvents)
        {
            throw new LogUnavailableException(LogRefusal.Overloaded, $"The log '{_name}' takes no more events for now: MaxUnsavedEvents = {_options.MaxUnsavedEvents} are not in saved states yet. Try again shortly.");
        }
        var submission = new Submission(events);
        if (Interlocked.Add(ref _waitingBytes, submission.SizeBytes) > Math.Max(_options.MaxWaitingBytes, submission.SizeBytes))
        {
            Interlocked.Add(ref _waitingBytes, -submission.SizeBytes);
            throw new LogUnavailableException(LogRefusal.Overloaded, $"The log '{_name}' is overloaded: more than MaxWaitingBytes = {_options.MaxWaitingBytes} bytes wait to be written. Try again shortly.");
        }
        if (!_submissions.Writer.TryWrite(submission))
        {
            throw new LogUnavailableException(LogRefusal.Moved, $"The log '{_name}' moves to another node. Try again: the request will reach it.");
        }
        return submission.Done;
    }

    /// <summary>What an actor that has applied this partition up to a position has not seen yet.</summary>
    public IReadOnlyList<LoggedEvent> Tail(ActorId actor, long after)
    {
        lock (_gate)
        {
            return _tails.TryGetValue(actor, out var tail) ? tail.After(after) : [];
        }
    }

    /// <summary>What was observed about items from a position on; <see langword="null"/> when the follower is too far behind and must start over.</summary>
    public PartitionUpdates? Updates(long from)
    {
        lock (_feedGate)
        {
            return _feed.Read(from);
        }
    }

    /// <summary>Takes note that all observations before a position are learnt and saved.</summary>
    /// <exception cref="IOException">The store cannot be reached.</exception>
    public async ValueTask Learnt(long position)
    {
        (long Position, byte[] Trails)? copy;
        lock (_feedGate)
        {
            copy = _feed.Learnt(position);
        }
        if (copy is { } ready)
        {
            await _snapshots.Write([new SnapshotRow(SnapshotKind.Trails, _name, ready.Position, ready.Trails)]);
        }
    }

    /// <summary>
    /// Writes what was accepted, has everybody saved, and ends. Who still waits for a delivery is told to try again elsewhere. Takes bounded time, whatever others do.
    /// </summary>
    public ValueTask DisposeAsync() => Close(save: true);

    /// <summary>The same, with the choice to save nobody: another writer takes over at once then, and has more to deliver again.</summary>
    public async ValueTask Close(bool save)
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }
        _submissions.Writer.TryComplete();
        await _writing;
        await _stopping.CancelAsync();
        ReleaseAll();
        try
        {
            await SaveAtLast(save).WaitAsync(s_patience, _time);
        }
        catch (Exception fault) when (fault is IOException or TimeoutException)
        {
            LogCheckpointFailed(fault, _name);
        }
    }

    private async Task SaveAtLast(bool save)
    {
        await _background;
        if (save && !IsFenced)
        {
            await Checkpoint();
        }
        _stopping.Dispose();
    }
}
