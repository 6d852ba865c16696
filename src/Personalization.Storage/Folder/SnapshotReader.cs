using Personalization.Log.Snapshots;

namespace Personalization.Storage.Folder;

/// <summary>A connection that reads single snapshots. Not thread-safe; see <see cref="SnapshotReaderPool"/>.</summary>
internal sealed class SnapshotReader : IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly SqliteStatement _find;

    /// <summary>Opens the connection.</summary>
    public SnapshotReader(string path)
    {
        _database = SqliteDatabase.OpenReader(path);
        try
        {
            _find = _database.Prepare("SELECT position, state FROM snapshots WHERE kind = ?1 AND key = ?2");
        }
        catch
        {
            _database.Dispose();
            throw;
        }
    }

    /// <summary>Reads one state; <see langword="null"/> when there is none.</summary>
    public SnapshotRow? Find(string kind, string key)
    {
        try
        {
            _find.Bind(1, kind);
            _find.Bind(2, key);
            return _find.Step() ? new SnapshotRow(kind, key, _find.Number(0), _find.Bytes(1).ToArray()) : null;
        }
        finally
        {
            _find.Reset();
        }
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose()
    {
        _find.Dispose();
        _database.Dispose();
    }
}
