using Personalization.Log.Partitions;
using Personalization.Log.Tests.Snapshots;

namespace Personalization.Log.Tests.Partitions;

/// <summary>Logs in memory, with faults as the test wants them.</summary>
internal sealed class MemoryLogStore : ILogStore
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, List<(long First, int Count, byte[] Row)>> _logs = new(StringComparer.Ordinal);

    /// <summary>Asked before every appending, with the log and the position.</summary>
    public Func<string, long, ValueTask<StoreFault>>? Appending { get; set; }

    /// <summary>Asked before every reading; <see langword="true"/> makes it fail.</summary>
    public Func<string, bool>? Reading { get; set; }

    public ValueTask<long> NextPosition(string log, CancellationToken cancellationToken = default)
    {
        Check(log);
        lock (_gate)
        {
            return new(Next(log));
        }
    }

    public async ValueTask<bool> TryAppend(
        string log, long firstPosition, int count, ReadOnlyMemory<byte> row, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var fault = Appending is { } appending ? await appending(log, firstPosition) : StoreFault.None;
        if (fault is StoreFault.Before or StoreFault.Full)
        {
            throw fault == StoreFault.Full ? new StoreFullException("The store is full.") : new IOException("The store cannot be reached.");
        }
        bool isFirst;
        lock (_gate)
        {
            var next = Next(log);
            Assert.True(firstPosition <= next, $"A gap in the log '{log}': {firstPosition} after {next}.");
            Assert.Null(LogRow.FindFault(row.Span, firstPosition, count));
            isFirst = firstPosition == next;
            if (isFirst)
            {
                if (!_logs.TryGetValue(log, out var rows))
                {
                    _logs[log] = rows = [];
                }
                rows.Add((firstPosition, count, row.ToArray()));
            }
        }
        return fault == StoreFault.After ? throw new IOException("The store went away while it answered.") : isFirst;
    }

    /// <summary>The entries from a position on, without faults.</summary>
    public List<LogEntry> Entries(string log, long fromPosition)
    {
        List<(long First, int Count, byte[] Row)> rows;
        lock (_gate)
        {
            rows = _logs.TryGetValue(log, out var found) ? [.. found.Where(row => row.First + row.Count > fromPosition)] : [];
        }
        var entries = new List<LogEntry>();
        foreach (var (first, count, row) in rows)
        {
            var offset = LogRow.HeaderBytes;
            for (var position = first; position < first + count; position++)
            {
                var entry = LogRow.Read(row, ref offset, position);
                if (position >= fromPosition)
                {
                    entries.Add(entry);
                }
            }
        }
        return entries;
    }

    public async IAsyncEnumerable<LogEntry> Read(
        string log, long fromPosition,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await ValueTask.CompletedTask;
        for (var i = 0; ; i++)
        {
            Check(log);
            long first;
            int count;
            byte[] row;
            lock (_gate)
            {
                if (!_logs.TryGetValue(log, out var rows) || i == rows.Count)
                {
                    yield break;
                }
                (first, count, row) = rows[i];
            }
            if (first + count <= fromPosition)
            {
                continue;
            }
            for (var offset = LogRow.HeaderBytes; offset < row.Length;)
            {
                var entry = LogRow.Read(row, ref offset, first++);
                if (entry.Position >= fromPosition)
                {
                    yield return entry;
                }
            }
        }
    }

    public ValueTask<long> TruncateBefore(string log, long position, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask<IReadOnlyList<string>> Names(string prefix, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return new([.. _logs.Keys.Where(k => k.StartsWith(prefix, StringComparison.Ordinal))]);
        }
    }

    private long Next(string log) => _logs.TryGetValue(log, out var rows) && rows.Count > 0 ? rows[^1].First + rows[^1].Count : 0;

    private void Check(string log)
    {
        if (Reading?.Invoke(log) == true)
        {
            throw new IOException("The store cannot be reached.");
        }
    }
}
