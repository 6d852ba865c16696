using System.Threading.Channels;
using Personalization.Actors.Logs;
using Personalization.Embedded.Storage;

namespace Personalization.Embedded.Journaling;

/// <summary>
/// The durable log of one engine. Batches from any thread are gathered by one writer thread into groups; each group is one transaction with
/// one fsync. Once it is durable the consumer gets it, one group at a time in the order of the log, while the writer already commits the next.
/// Entries have consecutive positions from 0. An entry whose id hash is among those of the latest entries is a duplicate: it is not written
/// and gets no position. Thread-safe.
/// </summary>
/// <remarks>
/// A storage fault fails the group it hits and leaves the journal usable. A consumer that throws closes the journal: what is in memory is then
/// behind the log, and only a restart, which replays it, brings the two together again.
/// </remarks>
internal sealed partial class Journal : IAsyncDisposable
{
    private readonly JournalFile _file;
    private readonly AppendQueue _queue;
    private readonly IdWindow _window;
    private readonly LogRowWriter _row;
    private readonly Func<IReadOnlyList<CommittedBatch>, ValueTask> _onCommitted;
    private readonly Channel<CommittedGroup> _committed = Channel.CreateUnbounded<CommittedGroup>(new() { SingleReader = true, SingleWriter = true });
    private readonly SemaphoreSlim _inFlight;
    private readonly Lock _writing = new();
    private readonly JournalOptions _options;
    private readonly Task _consumer;
    private long _firstPosition;
    private long _nextPosition;
    private long _consumedPosition;
    private long _commits;
    private long _duplicates;
    private int _disposed;

    private Journal(JournalFile file, JournalOptions options, Func<IReadOnlyList<CommittedBatch>, ValueTask> onCommitted)
    {
        _file = file;
        _options = options;
        _onCommitted = onCommitted;
        _queue = new(options.MaxWaitingBytes, options.MaxGroupBytes);
        _row = new(options.MaxRowBytes);
        _inFlight = new(options.MaxGroupsInFlight);
        _window = new(options.DeduplicationWindow);
        foreach (var entry in file.Read(file.StartOfLastIds(options.DeduplicationWindow)))
        {
            if (entry.IdHash != 0 && _window.Add(entry.IdHash))
                _window.Confirm();
        }

        _firstPosition = file.FirstPosition();
        _nextPosition = _consumedPosition = file.NextPosition();
        _consumer = Task.Run(ConsumeGroups);
        new Thread(WriteGroups) { IsBackground = true, Name = "journal writer" }.Start();
    }

    /// <summary>The oldest position that can be read; 0 when the journal is empty.</summary>
    public long FirstPosition => Volatile.Read(ref _firstPosition);

    /// <summary>The position that the next entry gets; everything before it is durable.</summary>
    public long NextPosition => Volatile.Read(ref _nextPosition);

    /// <summary>Everything appended before this position has gone through the consumer; at opening, all that was stored.</summary>
    public long ConsumedPosition => Volatile.Read(ref _consumedPosition);

    /// <summary>Ends when the journal is closed and drained; fails as soon as the consumer throws.</summary>
    public Task Completion => _consumer;

    /// <summary>Opens or creates the journal in a folder.</summary>
    /// <param name="folder">The folder, owned by the caller for as long as the journal is open.</param>
    /// <param name="options">How to write.</param>
    /// <param name="onCommitted">Gets each committed group, in order, never two at once, and completes its batches, now or later.</param>
    /// <exception cref="LogCorruptException">The stored tail, from which the ids of the latest entries are read, is damaged.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static Journal Open(DataFolder folder, JournalOptions options, Func<IReadOnlyList<CommittedBatch>, ValueTask> onCommitted)
    {
        var file = new JournalFile(folder, options);
        try
        {
            return new Journal(file, options, onCommitted);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Hands in a batch. When the task ends, the batch is durable and the consumer has completed it.</summary>
    /// <returns>Fails with <see cref="Actors.Events.LogUnavailableException"/> when nothing of the batch was accepted; await it once.</returns>
    /// <exception cref="InvalidOperationException">The batch is being appended already.</exception>
    /// <exception cref="ArgumentException">The batch alone exceeds <see cref="JournalOptions.MaxWaitingBytes"/>, so it could never be accepted.</exception>
    public ValueTask<AppendResult> Append(JournalBatch batch)
    {
        if (batch.Count == 0)
            return new(new AppendResult(0, 0, -1));
        if (batch.SizeBytes > _options.MaxWaitingBytes)
            throw new ArgumentException($"The batch takes {batch.SizeBytes} bytes, more than MaxWaitingBytes = {_options.MaxWaitingBytes}. Split it.", nameof(batch));
        return _queue.Add(batch);
    }

    /// <summary>
    /// Streams the entries from a position on, as of the moment when the enumeration starts. May run beside appends, but while it does, the
    /// write-ahead file cannot be emptied.
    /// </summary>
    /// <exception cref="LogCorruptException">On enumeration: a row is damaged; all before it has been given out.</exception>
    public IEnumerable<LogEntry> Read(long fromPosition) => _file.Read(fromPosition);

    /// <summary>
    /// Makes sure that no position before this one is given out again. To be called at start with the highest position that any snapshot
    /// holds: under a relaxed <see cref="FsyncPolicy"/> a power cut may have cost the log its end.
    /// </summary>
    public void AdvanceTo(long position)
    {
        lock (_writing)
        {
            if (position > _nextPosition)
            {
                Volatile.Write(ref _nextPosition, position);
                Volatile.Write(ref _consumedPosition, position);
            }
        }
    }

    /// <summary>
    /// Deletes old entries to make room, in whole rows. What de-duplication needs after a restart stays: the rows of the latest
    /// <see cref="JournalOptions.DeduplicationWindow"/> ids. Room within the file is used again; the file does not shrink. Commits go on in between.
    /// </summary>
    /// <param name="position">Entries from here on stay.</param>
    /// <returns>How many entries were deleted.</returns>
    /// <exception cref="IOException">The storage reports a fault; part may have been deleted.</exception>
    public long TruncateBefore(long position)
    {
        position = Math.Min(position, _file.StartOfLastIds(_options.DeduplicationWindow));
        long total = 0;
        while (true)
        {
            lock (_writing)
            {
                ObjectDisposedException.ThrowIf(_fileClosed, this);
                var deleted = _file.DeleteSomeBefore(position);
                if (deleted == 0)
                    return total;
                total += deleted;
                Volatile.Write(ref _firstPosition, _file.FirstPosition());
            }
        }
    }

    /// <summary>The journal's extent and load now.</summary>
    public JournalStatistics Statistics() => new(
        FirstPosition,
        NextPosition,
        ConsumedPosition,
        SizeBytes(_file.Path),
        SizeBytes(_file.Path + "-wal"),
        _queue.Bytes,
        Volatile.Read(ref _commits),
        Volatile.Read(ref _duplicates));

    private static long SizeBytes(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? file.Length : 0;
    }
}
