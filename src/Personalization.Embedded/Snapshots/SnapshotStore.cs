using System.Globalization;
using Personalization.Actors.Snapshots;
using Personalization.Embedded.Storage;

namespace Personalization.Embedded.Snapshots;

/// <summary>
/// The latest state of every actor, by kind and key, with a few named values beside. Thread-safe: reads never wait, writes take turns.
/// </summary>
/// <remarks>
/// The store is a file of its own, <c>state.db</c>, so that writing snapshots never holds up a commit of the journal. Its commits do not
/// wait for the disk (SQLite <c>synchronous=NORMAL</c>): the journal is what makes changes durable, and a snapshot only shortens its replay.
/// A power cut may thus take the store back to an earlier commit, never to a mixture, and since a state is written after the journal
/// committed what is in it, no snapshot is ahead of a journal that runs with <see cref="FsyncPolicy.EveryCommit"/>. Under a relaxed policy
/// <see cref="HighestPosition"/> tells how far to advance the journal. Call <see cref="Flush"/> before truncating the journal.
/// </remarks>
internal sealed partial class SnapshotStore : IDisposable
{
    private const string HighestPositionName = "highest_position";

    // An ordinary table with an index beside: WITHOUT ROWID keeps whole states in inner pages, which made reading five times slower.
    private const string Schema =
        """
        CREATE TABLE IF NOT EXISTS snapshots(
            kind TEXT NOT NULL, key TEXT NOT NULL, position INTEGER NOT NULL, state BLOB NOT NULL, UNIQUE(kind, key));
        CREATE TABLE IF NOT EXISTS meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        """;

    private const int PageBytes = 4096;

    private readonly Lock _writing = new();
    private readonly Database _database;
    private readonly SnapshotReaderPool _readers;
    private readonly Statement _put;
    private readonly Statement _putValue;
    private readonly Statement _delete;
    private long _highestPosition;
    private bool _disposed;

    private SnapshotStore(string path, Database database)
    {
        Path = path;
        _database = database;
        _database.Execute(Schema);
        _put = _database.Prepare(
            """
            INSERT INTO snapshots(kind, key, position, state) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT(kind, key) DO UPDATE SET position = excluded.position, state = excluded.state
            """);
        _putValue = _database.Prepare("INSERT OR REPLACE INTO meta(key, value) VALUES (?1, ?2)");
        _delete = _database.Prepare("DELETE FROM snapshots WHERE kind = ?1 AND key = ?2");
        _readers = new SnapshotReaderPool(path);
        _highestPosition = long.Parse(Value(HighestPositionName) ?? "0", CultureInfo.InvariantCulture);
    }

    /// <summary>The file's path.</summary>
    public string Path { get; }

    /// <summary>The highest position of any snapshot ever written; 0 when there was none.</summary>
    public long HighestPosition => Volatile.Read(ref _highestPosition);

    /// <summary>Opens or creates the store in a folder.</summary>
    /// <param name="folder">The folder, owned by the caller for as long as the store is open.</param>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static SnapshotStore Open(DataFolder folder)
    {
        var path = folder.FilePath("state.db");
        var database = Database.OpenWriter(path, PageBytes, FsyncPolicy.AtCheckpoints);
        try
        {
            return new SnapshotStore(path, database);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Reads one snapshot.</summary>
    /// <returns><see langword="false"/> when there is none.</returns>
    public bool TryRead(string kind, string key, out Snapshot snapshot)
    {
        var reader = _readers.Rent();
        try
        {
            return reader.TryRead(kind, key, out snapshot);
        }
        finally
        {
            _readers.Return(reader);
        }
    }

    /// <summary>Streams the snapshots of a kind in the order of their keys (by UTF-8 bytes), as of the moment when the enumeration starts.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="afterKey">Start after this key; empty for all.</param>
    public IEnumerable<SnapshotRow> Scan(string kind, string afterKey = "")
    {
        using var database = Database.OpenReader(Path);
        using var rows = database.Prepare("SELECT key, position, state FROM snapshots WHERE kind = ?1 AND key > ?2 ORDER BY key");
        rows.Bind(1, kind);
        rows.Bind(2, afterKey);
        while (rows.Step())
            yield return new(kind, rows.Text(0), rows.Number(1), rows.Bytes(2).ToArray());
    }

    /// <summary>How many snapshots of a kind there are. Takes time in proportion to that number.</summary>
    public long Count(string kind)
    {
        using var database = Database.OpenReader(Path);
        using var rows = database.Prepare("SELECT count(*) FROM snapshots WHERE kind = ?1");
        rows.Bind(1, kind);
        return rows.Step() ? rows.Number(0) : 0;
    }

    /// <summary>A named value; <see langword="null"/> when it was never written.</summary>
    public string? Value(string name)
    {
        using var database = Database.OpenReader(Path);
        using var rows = database.Prepare("SELECT value FROM meta WHERE key = ?1");
        rows.Bind(1, name);
        return rows.Step() ? rows.Text(0) : null;
    }

    /// <summary>Closes the store, and makes it durable.</summary>
    public void Dispose()
    {
        lock (_writing)
        {
            if (_disposed)
                return;
            _disposed = true;
            _readers.Dispose();
            _put.Dispose();
            _putValue.Dispose();
            _delete.Dispose();
            _database.Dispose();
        }
    }
}
