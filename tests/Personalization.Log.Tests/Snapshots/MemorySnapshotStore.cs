using Personalization.Log.Partitions;
using Personalization.Log.Snapshots;

namespace Personalization.Log.Tests.Snapshots;

/// <summary>Saved states in memory, with faults as the test wants them.</summary>
internal sealed class MemorySnapshotStore : ISnapshotStore
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<(string Kind, string Key), SnapshotRow> _rows =
        new(Comparer<(string Kind, string Key)>.Create(static (a, b) =>
            string.CompareOrdinal(a.Kind, b.Kind) is var kind and not 0 ? kind : string.CompareOrdinal(a.Key, b.Key)));

    /// <summary>Asked before every writing.</summary>
    public Func<IReadOnlyList<SnapshotRow>, ValueTask<StoreFault>>? Writing { get; set; }

    /// <summary>Asked before every reading; <see langword="true"/> makes it fail.</summary>
    public Func<string, string, bool>? Reading { get; set; }

    public SnapshotRow? Find(string kind, string key)
    {
        lock (_gate)
        {
            return _rows.TryGetValue((kind, key), out var row) ? row : null;
        }
    }

    public ValueTask<SnapshotRow?> Read(string kind, string key, CancellationToken cancellationToken = default) =>
        Reading?.Invoke(kind, key) == true ? throw new IOException("The store cannot be reached.") : new(Find(kind, key));

    public ValueTask<IReadOnlyList<SnapshotRow>> ReadMany(
        string kind, IReadOnlyList<string> keys, CancellationToken cancellationToken = default) =>
        keys.Any(key => Reading?.Invoke(kind, key) == true)
            ? throw new IOException("The store cannot be reached.")
            : new([.. keys.Select(key => Find(kind, key)).OfType<SnapshotRow>()]);

    public async IAsyncEnumerable<SnapshotRow> Scan(
        string kind, string afterKey = "",
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await ValueTask.CompletedTask;
        List<SnapshotRow> rows;
        lock (_gate)
        {
            rows = [.. _rows.Values.Where(r => r.Kind == kind && string.CompareOrdinal(r.Key, afterKey) > 0)];
        }
        foreach (var row in rows)
        {
            if (Reading?.Invoke(kind, row.Key) == true)
            {
                throw new IOException("The store cannot be reached.");
            }
            yield return row;
        }
    }

    public async ValueTask Write(IReadOnlyList<SnapshotRow> rows, CancellationToken cancellationToken = default)
    {
        var fault = Writing is { } writing ? await writing(rows) : StoreFault.None;
        if (fault is StoreFault.Before or StoreFault.Full)
        {
            throw fault == StoreFault.Full ? new StoreFullException("The store is full.") : new IOException("The store cannot be reached.");
        }
        lock (_gate)
        {
            foreach (var row in rows)
            {
                if (!_rows.TryGetValue((row.Kind, row.Key), out var stored) || stored.Position < row.Position)
                {
                    _rows[(row.Kind, row.Key)] = row with { State = row.State.ToArray() };
                }
            }
        }
        if (fault == StoreFault.After)
        {
            throw new IOException("The store went away while it answered.");
        }
    }

    public ValueTask Delete(string kind, IReadOnlyList<string> keys, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            foreach (var key in keys)
            {
                _rows.Remove((kind, key));
            }
        }
        return ValueTask.CompletedTask;
    }

    public ValueTask Flush(CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
}
