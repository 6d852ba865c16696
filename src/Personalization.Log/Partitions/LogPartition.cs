using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Personalization.Log.Events;
using Personalization.Log.Snapshots;
using Personalization.Contracts.Events;

namespace Personalization.Log.Partitions;

/// <summary>
/// One partition of the event log, its one writer, and the home of the persons and visits whose events it holds: it recognises duplicates,
/// makes batches durable in groups, applies every event to whom it concerns, in the order of the log, and only then acknowledges. Who is
/// not in memory is read when somebody asks, or when changes are saved. Opening it takes over from a writer that is gone, however that
/// ended. Thread-safe.
/// </summary>
public sealed partial class LogPartition : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly int _number;
    private readonly string _name;
    private readonly PartitionContext _context;
    private readonly EngineNode _node;
    private readonly LogOptions _options;
    private readonly ILogger<LogPartition> _logger;
    private readonly TimeProvider _time;
    private readonly LogAppender _appender;
    private readonly IdWindow _window;
    private readonly PartitionFeed _feed;
    private readonly Channel<Submission> _submissions = Channel.CreateUnbounded<Submission>(new() { SingleReader = true });
    private readonly ConcurrentBag<Submission> _spare = [];
    private readonly Lock _feedGate = new();
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _checkpointing = new(1, 1);
    private readonly CancellationTokenSource _stopping = new();
    private Task _writing = Task.CompletedTask;
    private Task _background = Task.CompletedTask;
    private long _waitingBytes;
    private int _disposed;

    private LogPartition(int number, PartitionContext context)
    {
        _number = number;
        _name = LogNames.Events(number);
        _context = context;
        _node = context.Node;
        _options = context.Options;
        _time = context.Time;
        _contextAt = ContextAt;
        _logger = context.Loggers.CreateLogger<LogPartition>();
        _appender = new LogAppender(context.Log, _name, _time);
        _window = new IdWindow(_options.DeduplicationWindow);
        _feed = new PartitionFeed(number, _node.ReadModels.Vocabulary, _node.Options.Signals, _node.Options.Bandits);
    }

    /// <summary>The partition's number.</summary>
    public int Number => _number;

    /// <summary>Whether another node has taken this partition over, so that this writer must be given up.</summary>
    public bool IsFenced => _appender.IsFenced;

    /// <summary>The position that the next new event gets.</summary>
    public long NextPosition => _appender.NextPosition;

    /// <summary>Takes the partition over: reads what is not in saved states yet.</summary>
    /// <param name="number">The partition's number.</param>
    /// <param name="context">What the partitions of this silo share.</param>
    /// <exception cref="IOException">A store cannot be reached, or the log is damaged.</exception>
    public static async Task<LogPartition> Open(int number, PartitionContext context)
    {
        var partition = new LogPartition(number, context);
        await partition.Recover();
        partition._writing = Task.Run(partition.Write);
        partition._background = Task.Run(partition.RunInBackground);
        return partition;
    }

    /// <summary>Appends events that belong to this partition. When the task ends, each is durable and known to the next who asks.</summary>
    /// <exception cref="LogUnavailableException">Nothing of the batch is acknowledged.</exception>
    public async ValueTask<PartitionReceipt> Publish(IReadOnlyList<Event> events)
    {
        if (IsFenced)
        {
            throw new LogUnavailableException(
                LogRefusal.Moved, $"Another node writes the log '{_name}' now. Try again: the request will reach it.");
        }
        var pending = PendingEvents;
        if (pending >= _options.MaxPendingEvents / 2)
        {
            _crowded.TrySetResult();
        }
        if (pending >= _options.MaxPendingEvents)
        {
            throw new LogUnavailableException(
                LogRefusal.Overloaded,
                $"The log '{_name}' takes no more events for now: MaxPendingEvents = {_options.MaxPendingEvents} "
                + "are not in saved states yet. Try again shortly.");
        }
        if (!_spare.TryTake(out var submission))
        {
            submission = new Submission();
        }
        submission.Start(events);
        var size = submission.SizeBytes;
        if (Interlocked.Add(ref _waitingBytes, size) > Math.Max(_options.MaxWaitingBytes, size))
        {
            Interlocked.Add(ref _waitingBytes, -size);
            throw new LogUnavailableException(
                LogRefusal.Overloaded,
                $"The log '{_name}' is overloaded: more than MaxWaitingBytes = {_options.MaxWaitingBytes} bytes wait to be written. "
                + "Try again shortly.");
        }
        if (!_submissions.Writer.TryWrite(submission))
        {
            throw Moves();
        }
        await submission.Done;
        var receipt = submission.Receipt();
        submission.Clear();
        _spare.Add(submission);
        return receipt;
    }

    /// <summary>
    /// What was observed about items from a position on; <see langword="null"/> when the follower is too far behind and must start over.
    /// </summary>
    /// <param name="from">The position.</param>
    /// <param name="isHere">Whether the follower is in this process, so that nothing need be encoded.</param>
    public PartitionUpdates? Updates(long from, bool isHere = false)
    {
        lock (_feedGate)
        {
            return _feed.Read(from, isHere);
        }
    }

    /// <summary>Writes what the partition remembers of its events in order to observe; the same log gives the same bytes.</summary>
    public void WriteObserved(Engine.Binary.ByteWriter writer)
    {
        lock (_feedGate)
        {
            _feed.Write(writer);
        }
    }

    /// <summary>
    /// The same as <see cref="Updates"/>, as soon as there is something; without anything once it has waited long enough.
    /// </summary>
    /// <param name="from">The position.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="stopping">Ends the wait.</param>
    /// <param name="isHere">Whether the follower is in this process.</param>
    public async Task<PartitionUpdates?> NextUpdates(long from, TimeSpan patience, CancellationToken stopping, bool isHere = false)
    {
        Task more;
        lock (_feedGate)
        {
            if (_feed.Published > from || from < _feed.FirstPosition)
            {
                return _feed.Read(from, isHere);
            }
            more = _more.Task;
        }
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping, _stopping.Token);
        try
        {
            await more.WaitAsync(patience, _time, ended.Token);
        }
        catch (TimeoutException)
        {
            // Nothing has happened.
        }
        return Updates(from, isHere);
    }

    /// <summary>Takes note that all observations before a position are learnt and saved.</summary>
    /// <exception cref="IOException">The store cannot be reached.</exception>
    public async ValueTask Learnt(long position)
    {
        (long Position, byte[] State)? copy;
        lock (_feedGate)
        {
            copy = _feed.Learnt(position);
        }
        if (copy is { } ready)
        {
            await _context.Snapshots.Write([new SnapshotRow(SnapshotKind.Feed, _name, ready.Position, ready.State)]);
            Volatile.Write(ref _savedFeed, ready.Position);
        }
    }

    /// <summary>
    /// Writes what was accepted, has everybody saved, and ends. Takes bounded time, whatever the stores do.
    /// </summary>
    public ValueTask DisposeAsync() => Close(save: true);

    /// <summary>The same, with the choice to save nobody: another writer takes over at once then, and has more to apply again.</summary>
    public async ValueTask Close(bool save)
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }
        _submissions.Writer.TryComplete();
        await _writing;
        await _stopping.CancelAsync();
        try
        {
            await SaveAtLast(save).WaitAsync(s_patience, _time);
        }
        catch (Exception fault) when (fault is IOException or TimeoutException)
        {
            LogCheckpointFailed(fault, _name);
        }
        finally
        {
            Forget();
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

    private LogUnavailableException Moves() =>
        new(LogRefusal.Moved, $"The log '{_name}' moves to another node. Try again: the request will reach it.");
}
