using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Personalization.AdoNet.Dialects;

/// <summary>SQLite: a file that processes of one machine share, with a write-ahead log; each commit is forced onto the disk.</summary>
/// <param name="busyTimeout">How long to wait for another process's transaction.</param>
internal sealed class SqliteDialect(TimeSpan busyTimeout) : SqlDialect('@', "LIMIT {0}")
{
    public override DatabaseProvider Provider => DatabaseProvider.Sqlite;

    public override bool IsEmbedded => true;

    public override string Session => $"PRAGMA busy_timeout = {busyTimeout.TotalMilliseconds:0}; PRAGMA synchronous = FULL";

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

    private static SqliteConnectionStringBuilder Builder(string connectionString)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString);
        if (builder.DataSource.Length == 0 || builder.DataSource == ":memory:" || builder.Mode == SqliteOpenMode.Memory)
            throw new ArgumentException("Data Source must name a file, because several connections share it");
        return builder;
    }
}
