using Personalization.Log.Events;

namespace Personalization.Log.Partitions;

/// <summary>
/// The one writer of a log in a shared store. It knows where the log ends, and when the store leaves open whether a row was written, it
/// finds out. A writer that another one has overtaken writes nothing more. Not thread-safe.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="log">The log's name.</param>
/// <param name="time">The clock that attempts are spaced by.</param>
public sealed class LogAppender(ILogStore store, string log, TimeProvider time)
{
    private static readonly TimeSpan[] s_pauses =
    [
        TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(1),
        TimeSpan.FromSeconds(2)
    ];

    private volatile bool _isFenced;

    /// <summary>The position after the last entry. Set it once the log has been read.</summary>
    public long NextPosition { get; set; }

    /// <summary>
    /// Whether this writer must stop: another one has written, or the end of the log is not known any more. A new writer starts from the
    /// store.
    /// </summary>
    public bool IsFenced => _isFenced;

    /// <summary>Appends a finished row at <see cref="NextPosition"/>.</summary>
    /// <exception cref="LogUnavailableException">Nothing more can be written; whether this row was is left to the next writer.</exception>
    public async ValueTask Append(LogRowWriter row)
    {
        if (IsFenced)
        {
            throw Overtaken(null);
        }
        // The buffer is the writer's own; nobody writes into it before this task ends.
        var bytes = row.FinishInPlace();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                // After a failed attempt the row may stand there already, written by this very writer.
                if (!await store.TryAppend(log, row.FirstPosition, row.Count, bytes)
                    && !(attempt > 0 && await Stands(row.FirstPosition, bytes)))
                {
                    _isFenced = true;
                    throw Overtaken(null);
                }
                NextPosition = row.FirstPosition + row.Count;
                return;
            }
            catch (StoreFullException fault)
            {
                // Certain that nothing was written, so this writer goes on; waiting is left to those who ask.
                throw new LogUnavailableException(LogRefusal.StorageFull, fault.Message, fault);
            }
            catch (IOException fault)
            {
                if (attempt == s_pauses.Length)
                {
                    _isFenced = true;
                    throw Unwritable(fault);
                }
                await Task.Delay(s_pauses[attempt], time);
            }
        }
    }

    /// <summary>Finds out whether another writer has written since.</summary>
    /// <exception cref="LogUnavailableException">It has, or the store cannot be reached, which leaves it open.</exception>
    public async ValueTask Verify()
    {
        try
        {
            _isFenced |= await store.NextPosition(log) != NextPosition;
        }
        catch (IOException fault)
        {
            throw Unwritable(fault);
        }
        if (IsFenced)
        {
            throw Overtaken(null);
        }
    }

    /// <summary>Makes this writer stop, since it cannot tell any more what is in the log.</summary>
    public void GiveUp() => _isFenced = true;

    private async ValueTask<bool> Stands(long firstPosition, ReadOnlyMemory<byte> row)
    {
        var offset = LogRow.HeaderBytes;
        var bytes = row.ToArray();
        var position = firstPosition;
        await foreach (var stored in store.Read(log, firstPosition))
        {
            if (offset == bytes.Length)
            {
                return true;
            }
            var mine = LogRow.Read(bytes, ref offset, position);
            if (stored.Position != position++
                || stored.IdHash != mine.IdHash
                || stored.Kind != mine.Kind
                || !stored.Data.Span.SequenceEqual(mine.Data.Span))
            {
                return false;
            }
        }
        return offset == bytes.Length;
    }

    private LogUnavailableException Unwritable(IOException fault) =>
        new(LogRefusal.StorageFault, $"The log '{log}' could not be written: {fault.Message}", fault);

    private LogUnavailableException Overtaken(Exception? inner) =>
        new(LogRefusal.Moved, $"Another node writes the log '{log}' now. Try again: the request will reach it.", inner);
}
