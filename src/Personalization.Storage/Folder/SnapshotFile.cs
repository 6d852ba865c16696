using System.Runtime.CompilerServices;
using Personalization.Log.Partitions;
using Personalization.Log.Snapshots;
using Personalization.Log.Threads;

namespace Personalization.Storage.Folder;

/// <summary>
/// Saved states in one SQLite file, by kind and key. Reads never wait, writes take turns on one thread. Thread-safe.
/// </summary>
/// <remarks>
/// Its commits do not wait for the disk (<see cref="FsyncPolicy.AtCheckpoints"/>): the logs are what makes changes durable, and a state
/// only shortens their replay. A power cut may take the file back to an earlier commit, never to a mixture. What only this file knows is
/// written with <see cref="Flush"/>.
/// </remarks>
internal sealed class SnapshotFile : ISnapshotStore, IDisposable
{
    // An ordinary table with an index beside: WITHOUT ROWID keeps whole states in inner pages, which made reading five times slower.
    private const string Schema =
        """
        CREATE TABLE IF NOT EXISTS snapshots(
            kind TEXT NOT NULL CHECK (length(kind) <= 20), key TEXT NOT NULL CHECK (length(key) <= 512),
            position INTEGER NOT NULL, state BLOB NOT NULL, UNIQUE(kind, key));
        """;

    private const int PageBytes = 4096;

    private const int RowsPerPage = 256;

    // Writers wait; there are a few of them in each partition.
    private const int MostWaiting = 64;

    private readonly WorkThread _writer;
    private readonly SqliteDatabase _database;
    private readonly SnapshotReaderPool _readers;
    private readonly SqliteStatement _put;
    private readonly SqliteStatement _delete;
    private readonly string _path;
    private int _isClosed;

    /// <summary>Opens or creates the file.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public SnapshotFile(string path)
    {
        _path = path;
        _database = SqliteDatabase.OpenWriter(path, PageBytes, FsyncPolicy.AtCheckpoints);
        try
        {
            _database.Execute(Schema);
            _put = _database.Prepare(
                """
                INSERT INTO snapshots(kind, key, position, state) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT(kind, key) DO UPDATE SET position = excluded.position, state = excluded.state
                WHERE snapshots.position < excluded.position
                """);
            _delete = _database.Prepare("DELETE FROM snapshots WHERE kind = ?1 AND key = ?2");
        }
        catch
        {
            _database.Dispose();
            throw;
        }
        _readers = new SnapshotReaderPool(path);
        _writer = new WorkThread("writer of states", MostWaiting);
    }

    /// <inheritdoc/>
    public ValueTask<SnapshotRow?> Read(string kind, string key, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        ArgumentException.ThrowIfNullOrEmpty(key);
        var reader = _readers.Rent();
        try
        {
            return new(reader.Find(kind, key));
        }
        finally
        {
            _readers.Return(reader);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SnapshotRow>> ReadMany(
        string kind, IReadOnlyList<string> keys, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        var rows = new List<SnapshotRow>();
        var reader = _readers.Rent();
        try
        {
            for (var i = 0; i < keys.Count; i++)
            {
                if (reader.Find(kind, keys[i]) is { } row)
                {
                    rows.Add(row);
                }
            }
        }
        finally
        {
            _readers.Return(reader);
        }
        return new(rows);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<SnapshotRow> Scan(
        string kind, string afterKey = "", [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        ArgumentNullException.ThrowIfNull(afterKey);
        await ValueTask.CompletedTask;
        using var database = SqliteDatabase.OpenReader(_path);
        using var rows = database.Prepare(
            $"SELECT key, position, state FROM snapshots WHERE kind = ?1 AND key > ?2 ORDER BY key LIMIT {RowsPerPage}");
        var page = new List<SnapshotRow>(RowsPerPage);
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            page.Clear();
            rows.Bind(1, kind);
            rows.Bind(2, afterKey);
            while (rows.Step())
            {
                page.Add(new(kind, rows.Text(0), rows.Number(1), rows.Bytes(2).ToArray()));
            }
            foreach (var row in page)
            {
                yield return row;
                afterKey = row.Key;
            }
        }
        while (page.Count == RowsPerPage);
    }

    /// <inheritdoc/>
    public ValueTask Write(IReadOnlyList<SnapshotRow> rows, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        foreach (var row in rows)
        {
            ArgumentException.ThrowIfNullOrEmpty(row.Kind, nameof(rows));
            ArgumentException.ThrowIfNullOrEmpty(row.Key, nameof(rows));
        }
        return Change(() =>
        {
            for (var i = 0; i < rows.Count; i++)
            {
                var row = rows[i];
                _put.Bind(1, row.Kind);
                _put.Bind(2, row.Key);
                _put.Bind(3, row.Position);
                _put.Bind(4, row.State.Span);
                _put.Run();
            }
        });
    }

    /// <inheritdoc/>
    public ValueTask Delete(string kind, IReadOnlyList<string> keys, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        return Change(() =>
        {
            for (var i = 0; i < keys.Count; i++)
            {
                _delete.Bind(1, kind);
                _delete.Bind(2, keys[i]);
                _delete.Run();
            }
        });
    }

    /// <inheritdoc/>
    public ValueTask Flush(CancellationToken cancellationToken = default) => Run(() =>
    {
        // One fsynced commit covers the whole write-ahead file before it; a checkpoint would have to wait for readers.
        _database.Fsync(FsyncPolicy.EveryCommit);
        try
        {
            _database.Begin();
            _database.Execute("PRAGMA user_version = 1");
            _database.Commit();
        }
        finally
        {
            _database.Fsync(FsyncPolicy.AtCheckpoints);
        }
    });

    /// <summary>Closes the file, and makes it durable.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) != 0)
        {
            return;
        }
        _writer.Dispose();
        _readers.Dispose();
        _put.Dispose();
        _delete.Dispose();
        _database.Dispose();
    }

    private ValueTask Change(Action change) => Run(() =>
    {
        _database.Begin();
        try
        {
            change();
            _database.Commit();
        }
        catch (SqliteException fault) when (fault.IsFull)
        {
            _database.Rollback();
            throw new StoreFullException($"The states in '{_path}' have no room left. Free disk space.", fault);
        }
        catch
        {
            _database.Rollback();
            throw;
        }
    });

    private ValueTask Run(Action work)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isClosed) != 0, this);
        return new(_writer.Run(() =>
        {
            work();
            return true;
        }));
    }
}
