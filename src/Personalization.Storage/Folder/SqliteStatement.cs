using System.Text;
using SQLitePCL;

namespace Personalization.Storage.Folder;

/// <summary>A compiled SQL statement. Parameters count from 1, columns from 0. Not thread-safe.</summary>
internal sealed class SqliteStatement(SqliteDatabase database, sqlite3_stmt handle) : IDisposable
{
    private const int StackBytes = 512;

    /// <summary>Sets a parameter to a number.</summary>
    public void Bind(int parameter, long value) => database.Check(raw.sqlite3_bind_int64(handle, parameter, value));

    /// <summary>Sets a parameter to bytes, which are copied.</summary>
    public void Bind(int parameter, ReadOnlySpan<byte> value) => database.Check(
        value.IsEmpty ? raw.sqlite3_bind_zeroblob(handle, parameter, 0) : raw.sqlite3_bind_blob(handle, parameter, value));

    /// <summary>Sets a parameter to text.</summary>
    public void Bind(int parameter, string value)
    {
        if (value.Length is 0 or > StackBytes / 3)
        {
            database.Check(raw.sqlite3_bind_text(handle, parameter, value));
            return;
        }

        Span<byte> utf8 = stackalloc byte[StackBytes];
        var length = Encoding.UTF8.GetBytes(value, utf8);
        database.Check(raw.sqlite3_bind_text(handle, parameter, utf8[..length]));
    }

    /// <summary>Goes to the next row.</summary>
    /// <returns><see langword="false"/> when there is none; then, and after a fault, the statement is ready to run again.</returns>
    public bool Step()
    {
        var resultCode = raw.sqlite3_step(handle);
        if (resultCode == raw.SQLITE_ROW)
            return true;
        if (resultCode == raw.SQLITE_DONE)
        {
            raw.sqlite3_reset(handle);
            return false;
        }

        var fault = database.Fault(resultCode);
        raw.sqlite3_reset(handle);
        throw fault;
    }

    /// <summary>Runs a statement that gives no rows.</summary>
    public void Run()
    {
        while (Step())
        {
        }
    }

    /// <summary>Ends reading before the last row, which ends the read transaction too.</summary>
    public void Reset() => raw.sqlite3_reset(handle);

    /// <summary>A column of the current row as a number.</summary>
    public long Number(int column) => raw.sqlite3_column_int64(handle, column);

    /// <summary>A column of the current row as text.</summary>
    public string Text(int column) => raw.sqlite3_column_text(handle, column).utf8_to_string() ?? "";

    /// <summary>A column of the current row as bytes; valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(handle, column);

    /// <summary>Frees the statement.</summary>
    public void Dispose() => handle.Dispose();
}
