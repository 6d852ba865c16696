using System.ComponentModel.DataAnnotations;
using Personalization.Log.Partitions;
using Personalization.Log.Snapshots;
using Personalization.Storage.Databases;
using Personalization.Storage.Folder;
using Personalization.Storage.Logs;
using Personalization.Storage.Snapshots;

namespace Personalization.Storage;

/// <summary>
/// Where an engine keeps its logs and states: the files of a folder, which belongs to this process then, or a database. Thread-safe.
/// </summary>
public sealed class EngineStores : IAsyncDisposable
{
    private readonly Database? _database;
    private readonly FolderFiles? _folder;

    private EngineStores(Database database)
    {
        (_database, Description) = (database, database.Description);
        (Logs, Snapshots) = (new DatabaseLogStore(database), new DatabaseSnapshotStore(database));
    }

    private EngineStores(FolderFiles folder)
    {
        (_folder, Description) = (folder, $"folder {folder.Path}");
        (Logs, Snapshots) = (folder.Logs, folder.States);
    }

    /// <summary>The logs. Names are never empty.</summary>
    public ILogStore Logs { get; }

    /// <summary>The snapshots. Kinds are 1 to 20 characters, keys 1 to 512, without the character U+0000.</summary>
    public ISnapshotStore Snapshots { get; }

    /// <summary>Which folder or database it is, without a password.</summary>
    public string Description { get; }

    /// <summary>How many bytes the logs take on this machine; 0 for those of a database.</summary>
    public long LogBytes => _folder?.LogBytes ?? 0;

    /// <summary>Opens the stores. A folder is made when it is missing; of a database nothing is asked yet.</summary>
    /// <exception cref="ValidationException">An option is outside its range.</exception>
    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    /// <exception cref="NotSupportedException">The database's driver is not installed.</exception>
    /// <exception cref="IOException">The folder belongs to another process, or its files cannot be opened.</exception>
    public static EngineStores Open(StoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        return options.Provider == DatabaseProvider.Sqlite ? new(new FolderFiles(options)) : new(Database.Open(options));
    }

    /// <summary>Whether a folder holds an engine's files.</summary>
    public static bool AreIn(string folder) => FolderFiles.AreIn(folder);

    /// <summary>
    /// Creates the tables of logs and snapshots where they are missing, and takes over what an engine of before has written into a folder.
    /// For Orleans' tables see <see cref="DatabasePreparation"/>.
    /// </summary>
    /// <exception cref="IOException">The database cannot be reached or refuses.</exception>
    public async ValueTask Prepare(CancellationToken cancellationToken = default)
    {
        if (_folder is { } folder)
        {
            await folder.Upgrade(cancellationToken);
        }
        if (_database is { } database)
        {
            await DatabasePreparation.Run(database, SchemaScripts.OfStores(database.Dialect.Provider), cancellationToken);
        }
    }

    /// <summary>Asks the database for an answer.</summary>
    /// <exception cref="IOException">There is none.</exception>
    public async ValueTask Ping(CancellationToken cancellationToken = default)
    {
        if (_database is { } database)
        {
            await database.Read("Asking for an answer", session => session.Find(database.Dialect.Ping), cancellationToken);
        }
    }

    /// <summary>Closes the files or connections. Calls under way must have ended.</summary>
    public async ValueTask DisposeAsync()
    {
        _folder?.Dispose();
        if (_database is { } database)
        {
            await database.DisposeAsync();
        }
    }
}
