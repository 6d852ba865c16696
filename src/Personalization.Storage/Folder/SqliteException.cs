using SQLitePCL;

namespace Personalization.Storage.Folder;

/// <summary>SQLite refused an operation.</summary>
internal sealed class SqliteException : IOException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="file">The database file.</param>
    /// <param name="resultCode">SQLite's extended result code.</param>
    /// <param name="reason">SQLite's own words.</param>
    public SqliteException(string file, int resultCode, string reason)
        : base($"SQLite reports for '{file}': {reason} (result code {resultCode}).") => ResultCode = resultCode;

    /// <summary>SQLite's extended result code; its low byte is the primary one.</summary>
    public int ResultCode { get; }

    /// <summary>Whether there is no room for more: the disk, or the file's own limit.</summary>
    public bool IsFull => (ResultCode & 0xFF) == raw.SQLITE_FULL;
}
