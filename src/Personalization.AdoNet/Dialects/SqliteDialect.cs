using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Personalization.AdoNet.Dialects;

/// <summary>SQLite: a file that processes of one machine share, with a write-ahead log; each commit is forced onto the disk.</summary>
/// <param name="lockTimeout">How long to wait for another process's transaction.</param>
internal sealed class SqliteDialect(TimeSpan lockTimeout) : SqlDialect('@', "LIMIT {0}")
{
    public override DatabaseProvider Provider => DatabaseProvider.Sqlite;

    public override bool IsEmbedded => true;

    public override string Session => "PRAGMA synchronous = FULL";

    // The file itself is opened only when something of it is read.
    public override string Ping => "SELECT COUNT(*) FROM sqlite_master";

    public override string Tables => "SELECT name FROM sqlite_master WHERE type = 'table'";

    // Kept in the file. Readers then do not wait for writers, nor writers for readers.
    public override string Preparation => "PRAGMA journal_mode = WAL";

    public override string Describe(string connectionString) => "sqlite file " + Path.GetFullPath(Builder(connectionString).DataSource);

    public override DbDataSource CreateDataSource(StoreOptions options)
    {
        var builder = Builder(options.ConnectionString);
        builder.DefaultTimeout = (int)options.CommandTimeout.TotalSeconds;
        if (builder.Mode != SqliteOpenMode.ReadOnly)
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(builder.DataSource))!);
        return SqliteFactory.Instance.CreateDataSource(builder.ToString());
    }

    // Pooled connections hold the file open.
    public override void Close(DbDataSource source)
    {
        using var connection = new SqliteConnection(source.ConnectionString);
        SqliteConnection.ClearPool(connection);
    }

    public override async Task Transact(DbConnection connection, Func<DbTransaction?, Task> work, CancellationToken cancellation)
    {
        var handle = ((SqliteConnection)connection).Handle!;
        await TakeLock(handle, cancellation);
        try
        {
            await work(null);
            SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(handle, "COMMIT"), handle);
        }
        catch
        {
            // Fails when the fault has rolled back already.
            _ = raw.sqlite3_exec(handle, "ROLLBACK");
            throw;
        }
    }

    // Neither SQLite's own wait, which is built to sleep for whole seconds here, nor the provider's, which blocks the thread for 150 ms each time.
    private async Task TakeLock(sqlite3 handle, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        for (var delayMs = 1; ; delayMs = Math.Min(2 * delayMs, 16))
        {
            var code = raw.sqlite3_exec(handle, "BEGIN IMMEDIATE");
            if (code == raw.SQLITE_OK)
                return;
            if (code != raw.SQLITE_BUSY || Stopwatch.GetElapsedTime(started) > lockTimeout)
                SqliteException.ThrowExceptionForRC(code, handle);
            await Task.Delay(delayMs, cancellation);
        }
    }

    private static SqliteConnectionStringBuilder Builder(string connectionString)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString);
        if (builder.DataSource.Length == 0 || builder.DataSource == ":memory:" || builder.Mode == SqliteOpenMode.Memory)
            throw new ArgumentException("Data Source must name a file, because several connections share it");
        return builder;
    }
}
