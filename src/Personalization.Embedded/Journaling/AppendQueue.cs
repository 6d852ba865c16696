using Personalization.Actors.Events;

namespace Personalization.Embedded.Journaling;

/// <summary>The batches that wait for the writer, bounded in bytes. Thread-safe; one thread takes.</summary>
/// <param name="maxBytes">How many bytes may be admitted and not yet released.</param>
/// <param name="maxGroupBytes">How many bytes are taken at once, unless a single batch is larger.</param>
internal sealed class AppendQueue(long maxBytes, long maxGroupBytes)
{
    private readonly object _gate = new();
    private readonly Queue<JournalBatch> _batches = new();
    private LogUnavailableException? _closed;
    private long _bytes;

    /// <summary>Bytes admitted and not yet released.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Admits a batch and makes its append pending.</summary>
    /// <returns>The append; failed at once when the queue is full or closed.</returns>
    public ValueTask<AppendResult> Add(JournalBatch batch)
    {
        var size = batch.SizeBytes;
        lock (_gate)
        {
            if (_closed is not null)
                return Refused(_closed.Refusal, _closed.Message, _closed.InnerException);
            if (_bytes + size > maxBytes)
            {
                return Refused(
                    LogRefusal.Overloaded,
                    $"The journal is overloaded: {_bytes} bytes wait to be written and {size} more would exceed MaxWaitingBytes = {maxBytes}. Try again shortly.");
            }

            var append = batch.Submit();
            Interlocked.Add(ref _bytes, size);
            _batches.Enqueue(batch);
            if (_batches.Count == 1)
                Monitor.Pulse(_gate);
            return append;
        }
    }

    /// <summary>Waits for batches and takes as many as one group may hold, in order of arrival.</summary>
    /// <returns>The bytes taken, to be given to <see cref="Release"/> later; -1 once the queue is closed and empty.</returns>
    public long Take(List<JournalBatch> group)
    {
        lock (_gate)
        {
            while (_batches.Count == 0)
            {
                if (_closed is not null)
                    return -1;
                Monitor.Wait(_gate);
            }

            long taken = 0;
            while (_batches.TryPeek(out var next) && (group.Count == 0 || taken + next.SizeBytes <= maxGroupBytes))
            {
                taken += next.SizeBytes;
                group.Add(_batches.Dequeue());
            }

            return taken;
        }
    }

    /// <summary>Makes room: the bytes are done with.</summary>
    public void Release(long bytes) => Interlocked.Add(ref _bytes, -bytes);

    /// <summary>Refuses every further batch for this reason; those admitted can still be taken. The first reason stays.</summary>
    public void Close(LogUnavailableException reason)
    {
        lock (_gate)
        {
            _closed ??= reason;
            Monitor.PulseAll(_gate);
        }
    }

    private static ValueTask<AppendResult> Refused(LogRefusal refusal, string message, Exception? inner = null) =>
        ValueTask.FromException<AppendResult>(new LogUnavailableException(refusal, message, inner));
}
