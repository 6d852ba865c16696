using System.Globalization;
using Personalization.Actors.Snapshots;
using Personalization.Embedded.Storage;

namespace Personalization.Embedded.Snapshots;

internal sealed partial class SnapshotStore
{
    private const int ChunkRows = 1_000;
    private const int ChunkBytes = 1 << 20;

    /// <summary>Writes one snapshot over any earlier one of the same kind and key.</summary>
    /// <exception cref="IOException">The storage reports a fault; nothing was written.</exception>
    public void Write(in SnapshotRow row) => Write([row]);

    /// <summary>Writes snapshots over earlier ones of the same kinds and keys, and named values.</summary>
    /// <param name="rows">The snapshots; enumerated once, while other writers may have to wait.</param>
    /// <param name="values">Named values to set; they become visible together with the last of the snapshots.</param>
    /// <param name="atomic">
    /// Whether all becomes visible at once. If not, rows go in chunks of at most 1,000 rows or about 1 MiB, and other writers get their turn in between.
    /// </param>
    /// <exception cref="IOException">The storage reports a fault; nothing, or without <paramref name="atomic"/> whole chunks, were written.</exception>
    public void Write(IEnumerable<SnapshotRow> rows, IReadOnlyDictionary<string, string>? values = null, bool atomic = true)
    {
        using var source = rows.GetEnumerator();
        bool more;
        do
        {
            lock (_writing)
                more = WriteChunk(source, values, atomic);
        }
        while (more);
    }

    /// <summary>Removes a snapshot.</summary>
    /// <returns><see langword="false"/> when there was none.</returns>
    public bool Delete(string kind, string key)
    {
        lock (_writing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _delete.Bind(1, kind);
            _delete.Bind(2, key);
            _delete.Run();
            return _database.Changes > 0;
        }
    }

    /// <summary>Makes everything written so far durable against a power cut.</summary>
    /// <exception cref="IOException">The storage reports a fault.</exception>
    public void Flush()
    {
        lock (_writing)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);

            // One fsynced commit covers the whole write-ahead file before it; a checkpoint would have to wait for readers.
            _database.Fsync(FsyncPolicy.EveryCommit);
            try
            {
                PutValue(HighestPositionName, HighestPosition.ToString(CultureInfo.InvariantCulture));
            }
            finally
            {
                _database.Fsync(FsyncPolicy.AtCheckpoints);
            }
        }
    }

    private bool WriteChunk(IEnumerator<SnapshotRow> source, IReadOnlyDictionary<string, string>? values, bool atomic)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var highest = _highestPosition;
        _database.Begin();
        try
        {
            var more = true;
            long sizeBytes = 0;
            for (var count = 0; (atomic || (count < ChunkRows && sizeBytes < ChunkBytes)) && (more = source.MoveNext()); count++)
            {
                var row = source.Current;
                Put(row);
                sizeBytes += row.State.Length;
                highest = Math.Max(highest, row.Position);
            }

            if (!more)
            {
                foreach (var (name, value) in values ?? new Dictionary<string, string>())
                    PutValue(name, value);
            }

            if (highest != _highestPosition)
                PutValue(HighestPositionName, highest.ToString(CultureInfo.InvariantCulture));
            _database.Commit();
            Volatile.Write(ref _highestPosition, highest);
            return more;
        }
        catch
        {
            _database.Rollback();
            throw;
        }
    }

    private void Put(in SnapshotRow row)
    {
        _put.Bind(1, row.Kind);
        _put.Bind(2, row.Key);
        _put.Bind(3, row.Position);
        _put.Bind(4, row.State.Span);
        _put.Run();
    }

    private void PutValue(string name, string value)
    {
        _putValue.Bind(1, name);
        _putValue.Bind(2, value);
        _putValue.Run();
    }
}
