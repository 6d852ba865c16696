using System.ComponentModel.DataAnnotations;
using Personalization.Actors.Logs;
using Personalization.Actors.Snapshots;
using Personalization.AdoNet.Databases;
using Personalization.AdoNet.Logs;
using Personalization.AdoNet.Snapshots;

namespace Personalization.AdoNet;

/// <summary>A cluster's logs and snapshots in one database. Opening it connects to nothing; each call takes a pooled connection. Thread-safe.</summary>
public sealed class AdoNetStores : IAsyncDisposable
{
    private readonly Database _database;

    private AdoNetStores(Database database)
    {
        _database = database;
        Logs = new AdoNetLogStore(database);
        Snapshots = new AdoNetSnapshotStore(database);
    }

    /// <summary>The logs. Names are never empty.</summary>
    public ILogStore Logs { get; }

    /// <summary>The snapshots. Kinds are 1 to 20 characters, keys 1 to 512, without the character U+0000.</summary>
    public ISnapshotStore Snapshots { get; }

    /// <summary>Which database it is, without a password.</summary>
    public string Description => _database.Description;

    /// <summary>Opens the stores of a database.</summary>
    /// <exception cref="ValidationException">An option is outside its range.</exception>
    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    /// <exception cref="NotSupportedException">The program was built without this database's provider.</exception>
    public static AdoNetStores Open(StoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        return new(Database.Open(options));
    }

    /// <summary>Creates the tables of logs and snapshots where they are missing. For Orleans' tables see <see cref="DatabasePreparation"/>.</summary>
    /// <exception cref="IOException">The database cannot be reached or refuses.</exception>
    public async ValueTask Prepare(CancellationToken cancellationToken = default) =>
        await DatabasePreparation.Run(_database, SchemaScripts.OfStores(_database.Dialect.Provider), cancellationToken);

    /// <summary>Asks the database for an answer.</summary>
    /// <exception cref="IOException">There is none.</exception>
    public async ValueTask Ping(CancellationToken cancellationToken = default) =>
        await _database.Read("Asking for an answer", session => session.Find(_database.Dialect.Ping), cancellationToken);

    /// <summary>Closes the connections. Calls under way must have ended.</summary>
    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
