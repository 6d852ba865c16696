using Personalization.Log.Snapshots;
using Personalization.Engine.Binary;

namespace Personalization.Log.Recommenders;

/// <summary>
/// Keeps what a cluster has learnt of the items where new nodes find it: saves what one node has learnt, all changed items and the
/// positions they stand at in one go. The caller sees to it that one call runs at a time.
/// </summary>
public sealed class LearntStates(ISnapshotStore snapshots, ReadModelWriter learning, int partitions, TimeProvider time)
{
    private const string PositionsKey = "positions";
    private const int RowsPerPage = 500;

    // A reader that goes on page by page should find all pages of one saving.
    private static readonly TimeSpan s_quiet = TimeSpan.FromSeconds(10);

    // States of items that were taken and could not be written yet, by key.
    private readonly Dictionary<(string Kind, string Key), SnapshotRow> _unwritten = [];
    private readonly List<SnapshotRow> _rows = [];
    private readonly ByteBlocks _bytes = new();
    private long _lastRead = long.MinValue;

    /// <summary>Saves what has changed.</summary>
    /// <returns>
    /// Per partition, the position up to which everything is learnt and saved; <see langword="null"/> when nothing was saved, because
    /// somebody is reading, or because the node that saved before this one had learnt what this one has not yet.
    /// </returns>
    /// <exception cref="IOException">The store cannot be reached; what has changed is saved the next time.</exception>
    public async ValueTask<long[]?> Save()
    {
        if (_lastRead != long.MinValue && time.GetElapsedTime(_lastRead) < s_quiet)
        {
            return null;
        }
        var stored = Positions(await snapshots.Read(SnapshotKind.Learnt, PositionsKey));
        KeepUnwritten();
        var applied = await learning.TakeLearnt(_rows, _bytes);
        foreach (var row in _rows)
        {
            _unwritten[(row.Kind, row.Key)] = row;
        }
        _rows.Clear();
        if (applied.Where((position, partition) => position < stored[partition]).Any())
        {
            // States of both nodes would stand side by side, and what lies between them would count twice or never.
            return null;
        }
        var sum = applied.Sum();
        if (sum > stored.Sum())
        {
            // What has not changed since it was taken is current.
            _rows.AddRange(_unwritten.Values.Select(row => row with { Position = sum }));
            _rows.Add(new SnapshotRow(SnapshotKind.Learnt, PositionsKey, sum, Bytes(applied)));
            try
            {
                await snapshots.Write(_rows);
            }
            finally
            {
                _rows.Clear();
            }
        }
        _unwritten.Clear();
        return applied;
    }

    /// <summary>Reads the states after a key.</summary>
    /// <param name="afterKey">The last key of the page before; empty for the first page.</param>
    /// <exception cref="IOException">The store cannot be reached.</exception>
    public async ValueTask<LearntPage> Read(string afterKey)
    {
        _lastRead = time.GetTimestamp();
        var positions = await snapshots.Read(SnapshotKind.Learnt, PositionsKey);
        var rows = new List<SnapshotRow>();
        if (afterKey.Length == 0)
        {
            // Few, so they come with the first page; before the items, whose keys the next page goes on after.
            await foreach (var row in snapshots.Scan(SnapshotKind.Trial))
            {
                rows.Add(row);
            }
        }
        var most = rows.Count + RowsPerPage;
        await foreach (var row in snapshots.Scan(SnapshotKind.LearntItem, afterKey))
        {
            rows.Add(row);
            if (rows.Count == most)
            {
                break;
            }
        }
        return new LearntPage(positions?.Position ?? 0, Positions(positions), rows);
    }

    // What an earlier call left moves out of the blocks, which are filled anew.
    private void KeepUnwritten()
    {
        foreach (var (key, row) in _unwritten)
        {
            _unwritten[key] = row with { State = row.State.ToArray() };
        }
        _bytes.Clear();
    }

    private static byte[] Bytes(long[] positions)
    {
        var writer = new ByteWriter();
        writer.Varint((ulong)positions.Length);
        foreach (var position in positions)
        {
            writer.Varint((ulong)position);
        }
        return writer.ToArray();
    }

    private long[] Positions(SnapshotRow? saved)
    {
        var positions = new long[partitions];
        if (saved is { } row)
        {
            var reader = new ByteReader(row.State.Span);
            var count = reader.Count();
            for (var i = 0; i < Math.Min(count, partitions); i++)
            {
                positions[i] = (long)reader.Varint();
            }
        }
        return positions;
    }
}
