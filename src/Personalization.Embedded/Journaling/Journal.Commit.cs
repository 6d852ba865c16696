using System.Diagnostics.CodeAnalysis;
using Personalization.Actors.Events;
using Personalization.Embedded.Storage;

namespace Personalization.Embedded.Journaling;

internal sealed partial class Journal
{
    private bool _fileClosed;

    /// <summary>Refuses new batches, commits and consumes those accepted, and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Close(new LogUnavailableException(LogRefusal.Closed, "The journal is closed: the engine is shutting down."));
        await ((Task)_consumer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        lock (_writing)
        {
            _fileClosed = true;
            _file.Dispose();
        }

        _inFlight.Dispose();
    }

    private void WriteGroups()
    {
        var group = new List<JournalBatch>();
        while (true)
        {
            // Waiting for the consumer first lets the group grow meanwhile.
            _inFlight.Wait();
            group.Clear();
            var size = _queue.Take(group);
            if (size < 0)
                break;
            if (TryCommit(group, out var fault))
            {
                var committed = new CommittedBatch[group.Count];
                for (var i = 0; i < committed.Length; i++)
                    committed[i] = new(group[i]);
                _committed.Writer.TryWrite(new(committed, size, _nextPosition));
                continue;
            }

            _queue.Release(size);
            _inFlight.Release();
            foreach (var batch in group)
                batch.TryFail(batch.Ticket, new LogUnavailableException(fault.Refusal, fault.Message, fault.InnerException));
        }

        _committed.Writer.Complete();
    }

    private bool TryCommit(List<JournalBatch> group, [NotNullWhen(false)] out LogUnavailableException? fault)
    {
        fault = _fatal;
        if (fault is not null)
            return false;
        lock (_writing)
        {
            try
            {
                var next = Write(group, out var duplicates);
                _window.Confirm();
                Volatile.Write(ref _nextPosition, next);
                Volatile.Write(ref _duplicates, _duplicates + duplicates);
                return true;
            }
            catch (Exception storage)
            {
                // Whatever went wrong, the callers learn it and the journal must be as it was before the group.
                fault = Refuse(storage);
                _window.Discard();
                TryRollback();
                return false;
            }
        }
    }

    // Stages the group row by row within one transaction; a group of nothing but duplicates needs none.
    private long Write(List<JournalBatch> group, out int duplicates)
    {
        var next = _nextPosition;
        var inTransaction = false;
        duplicates = 0;
        _row.Start(next);
        foreach (var batch in group)
        {
            batch.Stage(next);
            for (var i = 0; i < batch.Count; i++)
            {
                var id = batch.IdHash(i);
                var isDuplicate = id != 0 && !_window.Add(id);
                batch.Mark(i, isDuplicate);
                if (isDuplicate)
                {
                    duplicates++;
                    continue;
                }

                var data = batch.Data(i).Span;
                if (!_row.TryAdd(batch.Kind(i), id, data))
                {
                    InsertRow(ref inTransaction);
                    _row.Start(next);
                    _row.TryAdd(batch.Kind(i), id, data);
                }

                next++;
            }
        }

        if (_row.Count > 0)
            InsertRow(ref inTransaction);
        if (inTransaction)
        {
            _file.Commit();
            Volatile.Write(ref _commits, _commits + 1);
        }

        return next;
    }

    private void InsertRow(ref bool inTransaction)
    {
        if (!inTransaction)
            _file.Begin();
        inTransaction = true;
        _file.Insert(_row);
    }

    private void TryRollback()
    {
        try
        {
            _file.Rollback();
        }
        catch (DatabaseException fault)
        {
            // A transaction that cannot be ended would take in the next group, so no next group may come.
            _queue.Close(_fatal ??= Refuse(fault));
        }
    }

    private LogUnavailableException Refuse(Exception fault) => fault is DatabaseException { IsFull: true }
        ? new(LogRefusal.StorageFull, $"The journal '{_file.Path}' has no room left. Free disk space, raise MaxFileBytes or truncate the journal.", fault)
        : new(LogRefusal.StorageFault, $"The journal '{_file.Path}' could not be written: {fault.Message}", fault);
}
