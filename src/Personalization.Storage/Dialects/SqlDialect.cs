using System.Data.Common;
using Personalization.Log.Snapshots;
using Personalization.Storage.Databases;

namespace Personalization.Storage.Dialects;

/// <summary>
/// What differs between the databases: the statements, the session, and how faults look. Names and keys are never empty: Oracle holds an
/// empty text to be null, and a comparison with null finds nothing.
/// </summary>
/// <param name="prefix">What parameters begin with in a statement.</param>
/// <param name="limit">The end of a query that answers <c>{0}</c> rows at most.</param>
internal abstract partial class SqlDialect(char prefix, string limit)
{
    /// <summary>What parameters begin with in a statement.</summary>
    protected char Prefix { get; } = prefix;

    public abstract DatabaseProvider Provider { get; }

    /// <summary>Whether tables are created within a transaction, so that a script takes effect wholly or not at all.</summary>
    public virtual bool HasTransactionalSchema => true;

    /// <summary>Prepares a connection that was just opened.</summary>
    public virtual string? Session => null;

    /// <summary>Answers when the database can be reached.</summary>
    public virtual string Ping => "SELECT 1";

    /// <summary>Names the database without a password.</summary>
    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    public abstract string Describe(string connectionString);

    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    /// <exception cref="NotSupportedException">The program was built without this database's provider.</exception>
    public abstract DbDataSource CreateDataSource(StoreOptions options);

    /// <summary>Gives back what outlives the data source.</summary>
    public virtual void Close(DbDataSource source)
    {
    }

    /// <summary>Completes a command before it is run.</summary>
    public virtual void Complete(DbCommand command)
    {
    }

    /// <summary>Whether a statement failed because a row with its key is there.</summary>
    public virtual bool IsDuplicate(DbException fault) => false;

    /// <summary>Whether a statement failed because the database has no room for more.</summary>
    public virtual bool IsFull(DbException fault) => false;

    /// <summary>Runs work in a transaction, which takes effect when the work ends without an exception.</summary>
    public virtual async Task Transact(DbConnection connection, Func<DbTransaction?, Task> work, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await work(transaction);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Reads one state.</summary>
    public async Task<SnapshotRow?> ReadSnapshot(DatabaseSession session, string kind, string key)
    {
        await using var command = session.Command(Snapshot, ("kind", kind), ("id", key));
        await using var reader = await command.ExecuteReaderAsync(session.Cancellation);
        return await reader.ReadAsync(session.Cancellation)
            ? new SnapshotRow(kind, key, reader.GetInt64(0), DatabaseSession.Bytes(reader, 1))
            : null;
    }

    /// <summary>Reads the states of some keys.</summary>
    public virtual async Task<IReadOnlyList<SnapshotRow>> ReadSnapshots(DatabaseSession session, string kind, IReadOnlyList<string> keys)
    {
        var rows = new List<SnapshotRow>(keys.Count);
        foreach (var key in keys)
        {
            if (await ReadSnapshot(session, kind, key) is { } row)
            {
                rows.Add(row);
            }
        }
        return rows;
    }

    /// <summary>Writes states that are ordered by kind and key, each key once, all or none.</summary>
    public virtual Task WriteSnapshots(DatabaseSession session, IReadOnlyList<SnapshotRow> rows, StoreOptions options) =>
        session.Transact(() => WriteOneByOne(session, rows));

    private async Task WriteOneByOne(DatabaseSession session, IReadOnlyList<SnapshotRow> rows)
    {
        await using var command = session.Command(
            UpsertSnapshot, ("kind", ""), ("id", ""), ("position", 0L), ("state", Array.Empty<byte>()));
        foreach (var row in rows)
        {
            command.Parameters[0].Value = row.Kind;
            command.Parameters[1].Value = row.Key;
            command.Parameters[2].Value = row.Position;
            command.Parameters[3].Value = DatabaseSession.Bytes(row.State);
            await command.ExecuteNonQueryAsync(session.Cancellation);
        }
    }

    /// <summary>The end of a query that answers so many rows at most; a number or a parameter.</summary>
    protected string Limit(string rows) => limit.Replace("{0}", rows, StringComparison.Ordinal);
}
