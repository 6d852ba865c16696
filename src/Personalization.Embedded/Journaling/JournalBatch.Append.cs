using System.Threading.Tasks.Sources;

namespace Personalization.Embedded.Journaling;

internal sealed partial class JournalBatch : IValueTaskSource<AppendResult>
{
    private ManualResetValueTaskSourceCore<AppendResult> _append;
    private int _ticket;
    private int _duplicates;

    /// <summary>The position of the first new entry, once committed.</summary>
    internal long FirstPosition { get; private set; }

    /// <summary>Whether an entry turned out to be a duplicate, once staged.</summary>
    internal bool IsDuplicate(int index) => _entries[index].IsDuplicate;

    /// <summary>Makes an append pending: from here to its completion the batch belongs to the journal.</summary>
    internal ValueTask<AppendResult> Submit()
    {
        ThrowIfPending();
        _append.Reset();
        _ticket++;
        return new(this, _append.Version);
    }

    /// <summary>Identifies the pending append. It is odd while one is pending, and no two appends have the same.</summary>
    internal int Ticket => Volatile.Read(ref _ticket);

    /// <summary>Notes where the batch starts, before its entries are marked.</summary>
    internal void Stage(long firstPosition)
    {
        FirstPosition = firstPosition;
        _duplicates = 0;
    }

    /// <summary>Marks a staged entry as new or as a duplicate.</summary>
    internal void Mark(int index, bool isDuplicate)
    {
        _entries[index].IsDuplicate = isDuplicate;
        if (isDuplicate)
            _duplicates++;
    }

    /// <summary>Completes the caller's task, unless this append has been completed before. Thread-safe.</summary>
    internal bool TryComplete(int ticket)
    {
        var appended = Count - _duplicates;
        var result = new AppendResult(appended, _duplicates, appended == 0 ? -1 : FirstPosition + appended - 1);
        if (!TryEnd(ticket))
            return false;
        _append.SetResult(result);
        return true;
    }

    /// <summary>Fails the caller's task, unless this append has been completed before. Thread-safe.</summary>
    internal bool TryFail(int ticket, Exception fault)
    {
        if (!TryEnd(ticket))
            return false;
        _append.SetException(fault);
        return true;
    }

    AppendResult IValueTaskSource<AppendResult>.GetResult(short token) => _append.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<AppendResult>.GetStatus(short token) => _append.GetStatus(token);

    void IValueTaskSource<AppendResult>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _append.OnCompleted(continuation, state, token, flags);

    private bool TryEnd(int ticket) => (ticket & 1) == 1 && Interlocked.CompareExchange(ref _ticket, ticket + 1, ticket) == ticket;

    private void ThrowIfPending()
    {
        if ((Ticket & 1) == 1)
            throw new InvalidOperationException("The batch is being appended; await the append before changing the batch or appending it again.");
    }
}
