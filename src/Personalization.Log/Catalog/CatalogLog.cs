using System.Text.Json;
using Personalization.Log.Events;
using Personalization.Log.Partitions;
using Personalization.Log.Snapshots;
using Personalization.Contracts;
using Personalization.Contracts.Catalog;

namespace Personalization.Log.Catalog;

/// <summary>
/// The one writer of a cluster's catalogue: makes changes durable, and tells every node's replica the latest change of each item from any
/// position on. The caller sees to it that one call runs at a time.
/// </summary>
public sealed class CatalogLog
{
    private const int RowsPerWrite = 500;

    private readonly ILogStore _log;
    private readonly ISnapshotStore _snapshots;
    private readonly LogAppender _appender;
    private readonly LogRowWriter _row = new(int.MaxValue);
    private readonly SortedSet<(long Position, ItemChange Change)> _latest =
        new(Comparer<(long Position, ItemChange)>.Create(static (a, b) => a.Position.CompareTo(b.Position)));
    private readonly Dictionary<string, (long Position, ItemChange Change)> _byItem = new(StringComparer.Ordinal);
    private long _saved;

    private CatalogLog(ILogStore log, ISnapshotStore snapshots, TimeProvider time)
    {
        (_log, _snapshots) = (log, snapshots);
        _appender = new LogAppender(log, LogNames.Catalog, time);
    }

    /// <summary>Whether another node writes the catalogue now, so that this writer must be given up.</summary>
    public bool IsFenced => _appender.IsFenced;

    /// <summary>The position after the latest change.</summary>
    public long NextPosition => _appender.NextPosition;

    /// <summary>Takes the catalogue over.</summary>
    /// <param name="log">Where the log is kept.</param>
    /// <param name="snapshots">Where the items are kept.</param>
    /// <param name="time">The clock that attempts are spaced by; the system's when absent.</param>
    /// <exception cref="IOException">A store cannot be reached, or the log is damaged.</exception>
    public static async Task<CatalogLog> Open(ILogStore log, ISnapshotStore snapshots, TimeProvider? time = null)
    {
        var catalog = new CatalogLog(log, snapshots, time ?? TimeProvider.System);
        // The position first: if the writer before still saves, the items are of a later position then, and the log has both.
        catalog._saved = catalog._appender.NextPosition = (await snapshots.Read(SnapshotKind.Partition, LogNames.Catalog))?.Position ?? 0;
        await foreach (var row in snapshots.Scan(SnapshotKind.CatalogItem))
        {
            catalog.Note(row.Position - 1, Read(row.State.Span));
        }
        await foreach (var entry in log.Read(LogNames.Catalog, catalog._saved))
        {
            catalog.Note(entry.Position, Read(entry.Data.Span));
            catalog._appender.NextPosition = entry.Position + 1;
        }
        return catalog;
    }

    /// <summary>Appends changes. When the task completes they are durable.</summary>
    /// <exception cref="LogUnavailableException">Nothing of the batch is acknowledged.</exception>
    public async ValueTask Append(IReadOnlyList<ItemChange> changes)
    {
        if (changes.Count == 0)
        {
            return;
        }
        _row.Start(_appender.NextPosition);
        foreach (var change in changes)
        {
            _row.TryAdd(LogEntryKind.ItemChange, 0, JsonSerializer.SerializeToUtf8Bytes(change, ContractsJson.Default.ItemChange));
        }
        var position = _appender.NextPosition;
        await _appender.Append(_row);
        foreach (var change in changes)
        {
            Note(position++, change);
        }
    }

    /// <summary>
    /// The latest changes from a position on. Each stands for all before it of its item: its <see cref="ItemChange.At"/> is since when the
    /// catalogue has the item.
    /// </summary>
    /// <param name="from">The position to start at.</param>
    /// <param name="most">How many at most.</param>
    public CatalogChanges Read(long from, int most)
    {
        var changes = new List<ItemChange>();
        foreach (var (position, change) in _latest.GetViewBetween((from, null!), (long.MaxValue, null!)))
        {
            if (changes.Count == most)
            {
                return new CatalogChanges(position, false, changes);
            }
            changes.Add(change);
        }
        return new CatalogChanges(NextPosition, true, changes);
    }

    /// <summary>
    /// Saves the items that have changed, so that whoever takes over has little to read; finds out whether somebody has taken over already.
    /// </summary>
    /// <exception cref="IOException">The store cannot be reached.</exception>
    public async ValueTask Checkpoint()
    {
        await FindOutWhetherOvertaken();
        var next = NextPosition;
        if (next == _saved)
        {
            return;
        }
        var changed = _latest.GetViewBetween((_saved, null!), (next, null!)).Select(static entry => new SnapshotRow(
            SnapshotKind.CatalogItem, entry.Change.ItemId, entry.Position + 1,
            JsonSerializer.SerializeToUtf8Bytes(entry.Change, ContractsJson.Default.ItemChange)));
        foreach (var rows in changed.ToArray().Chunk(RowsPerWrite))
        {
            await _snapshots.Write(rows);
        }
        await _snapshots.Write([new SnapshotRow(SnapshotKind.Partition, LogNames.Catalog, next, ReadOnlyMemory<byte>.Empty)]);
        _saved = next;
    }

    private static ItemChange Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, ContractsJson.Default.ItemChange)!;

    // A writer that nobody sends anything would not notice, and would tell followers nothing of the other's changes.
    private async ValueTask FindOutWhetherOvertaken()
    {
        try
        {
            await _appender.Verify();
        }
        catch (LogUnavailableException)
        {
            // IsFenced tells; what is saved here is valid all the same.
        }
    }

    private void Note(long position, ItemChange change)
    {
        if (_byItem.TryGetValue(change.ItemId, out var earlier))
        {
            if (earlier.Position >= position)
            {
                return;
            }
            if (change.Item is not null && earlier.Change.Item is not null)
            {
                change = change with { At = earlier.Change.Item.AvailableFrom ?? earlier.Change.At };
            }
            _latest.Remove(earlier);
        }
        _latest.Add((position, change));
        _byItem[change.ItemId] = (position, change);
    }
}
