using SQLitePCL;

namespace Personalization.Storage.Folder;

/// <summary>
/// One connection to a SQLite file in write-ahead mode. Not thread-safe: its owner admits one thread at a time. It speaks SQLite's own
/// interface, because spans in and out, without boxed parameters and readers, make a point read several times cheaper.
/// </summary>
internal sealed class SqliteDatabase : IDisposable
{
    private readonly sqlite3 _handle;
    private readonly string _file;
    private SqliteStatement? _begin;
    private SqliteStatement? _commit;

    static SqliteDatabase() => Batteries_V2.Init();

    private SqliteDatabase(string file, sqlite3 handle)
    {
        _file = file;
        _handle = handle;
    }

    /// <summary>Opens the file for reading and writing and creates it if needed.</summary>
    /// <param name="file">The path.</param>
    /// <param name="pageBytes">The page size of a new file: a power of two of 512 to 65,536.</param>
    /// <param name="fsync">When commits reach the disk.</param>
    /// <exception cref="SqliteException">The file cannot be opened or is no database.</exception>
    public static SqliteDatabase OpenWriter(string file, int pageBytes, FsyncPolicy fsync)
    {
        var database = Open(file, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
        try
        {
            database.Execute($"PRAGMA page_size={pageBytes}");
            database.Execute("PRAGMA journal_mode=WAL");
            database.Execute("PRAGMA journal_size_limit=67108864");
            database.Fsync(fsync);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Opens a second connection to an existing file that reads only and never waits for the writer.</summary>
    /// <exception cref="SqliteException">The file cannot be opened or is no database.</exception>
    public static SqliteDatabase OpenReader(string file)
    {
        var database = Open(file, raw.SQLITE_OPEN_READWRITE);
        try
        {
            database.Execute("PRAGMA query_only=1");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>How many rows the last statement changed.</summary>
    public int Changes => raw.sqlite3_changes(_handle);

    /// <summary>Sets when commits reach the disk, from the next transaction on.</summary>
    public void Fsync(FsyncPolicy policy) => Execute(policy switch
    {
        FsyncPolicy.EveryCommit => "PRAGMA synchronous=FULL",
        FsyncPolicy.AtCheckpoints => "PRAGMA synchronous=NORMAL",
        _ => "PRAGMA synchronous=OFF",
    });

    /// <summary>Runs statements that give no result.</summary>
    public void Execute(string sql) => Check(raw.sqlite3_exec(_handle, sql));

    /// <summary>The first column of the first row as a number; 0 when there is none.</summary>
    public long Number(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Number(0) : 0;
    }

    /// <summary>Compiles a statement that is used many times. Dispose it before the connection.</summary>
    public SqliteStatement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v3(_handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var handle));
        return new SqliteStatement(this, handle);
    }

    /// <summary>Starts a transaction that writes.</summary>
    public void Begin() => (_begin ??= Prepare("BEGIN IMMEDIATE")).Run();

    /// <summary>Makes the transaction's changes permanent, all or none.</summary>
    public void Commit() => (_commit ??= Prepare("COMMIT")).Run();

    /// <summary>Takes back the open transaction, if there is one: some faults make SQLite roll back by itself.</summary>
    public void Rollback()
    {
        if (raw.sqlite3_get_autocommit(_handle) == 0)
            Execute("ROLLBACK");
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose()
    {
        _begin?.Dispose();
        _commit?.Dispose();
        _handle.Dispose();
    }

    /// <summary>Turns any other result code than OK into an exception.</summary>
    internal void Check(int resultCode)
    {
        if (resultCode != raw.SQLITE_OK)
            throw Fault(resultCode);
    }

    /// <summary>The exception for a result code.</summary>
    internal SqliteException Fault(int resultCode) => new(_file, resultCode, raw.sqlite3_errmsg(_handle).utf8_to_string());

    private static SqliteDatabase Open(string file, int flags)
    {
        var resultCode = raw.sqlite3_open_v2(file, out var handle, flags | raw.SQLITE_OPEN_NOMUTEX, null);
        var database = new SqliteDatabase(file, handle);
        if (resultCode == raw.SQLITE_OK)
        {
            raw.sqlite3_extended_result_codes(handle, 1);
            raw.sqlite3_busy_timeout(handle, 5_000);
            return database;
        }

        var fault = database.Fault(resultCode);
        database.Dispose();
        throw fault;
    }
}
