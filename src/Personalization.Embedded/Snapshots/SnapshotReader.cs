using Personalization.Embedded.Storage;

namespace Personalization.Embedded.Snapshots;

/// <summary>A connection that reads single snapshots. Not thread-safe; see <see cref="SnapshotReaderPool"/>.</summary>
internal sealed class SnapshotReader : IDisposable
{
    private readonly Database _database;
    private readonly Statement _find;

    /// <summary>Opens the connection.</summary>
    public SnapshotReader(string path)
    {
        _database = Database.OpenReader(path);
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

    /// <summary>Reads one snapshot.</summary>
    public bool TryRead(string kind, string key, out Snapshot snapshot)
    {
        try
        {
            _find.Bind(1, kind);
            _find.Bind(2, key);
            var found = _find.Step();
            snapshot = found ? new(_find.Number(0), _find.Bytes(1).ToArray()) : default;
            return found;
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
