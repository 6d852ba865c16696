using Personalization.Actors.Logs;
using Personalization.Embedded.Storage;

namespace Personalization.Embedded.Journaling;

/// <summary>
/// The journal's table in <c>engine.db</c>. Writing is not thread-safe: the owner admits one thread at a time. Reading goes over connections
/// of its own and may happen at any time.
/// </summary>
internal sealed class JournalFile : IDisposable
{
    // A deletion of more rows at once would hold up commits.
    private const int RowsPerTruncation = 64;

    // Larger pages make large commits cheaper and small ones, which write one page at least, dearer; this size does well at both.
    private const int PageBytes = 8192;

    private readonly Database _database;
    private readonly Statement _insert;

    /// <summary>Opens or creates the file.</summary>
    public JournalFile(DataFolder folder, JournalOptions options)
    {
        Path = folder.FilePath(options.FileName);
        _database = Database.OpenWriter(Path, PageBytes, options.Fsync);
        try
        {
            if (options.MaxFileBytes > 0)
                _database.Execute($"PRAGMA max_page_count={Math.Max(1, options.MaxFileBytes / _database.Number("PRAGMA page_size"))}");
            _database.Execute(
                """
                CREATE TABLE IF NOT EXISTS journal(
                    first_position INTEGER PRIMARY KEY, count INTEGER NOT NULL, ids INTEGER NOT NULL, payload BLOB NOT NULL)
                """);
            _insert = _database.Prepare("INSERT INTO journal(first_position, count, ids, payload) VALUES (?1, ?2, ?3, ?4)");
        }
        catch
        {
            _database.Dispose();
            throw;
        }
    }

    /// <summary>The file's path.</summary>
    public string Path { get; }

    /// <summary>The oldest position kept; 0 when there is none.</summary>
    public long FirstPosition() => _database.Number("SELECT min(first_position) FROM journal");

    /// <summary>The position after the last entry; 0 when there is none.</summary>
    public long NextPosition() => _database.Number("SELECT first_position + count FROM journal ORDER BY first_position DESC LIMIT 1");

    /// <summary>Starts a transaction.</summary>
    public void Begin() => _database.Begin();

    /// <summary>Adds a row to the transaction.</summary>
    public void Insert(LogRowWriter row)
    {
        _insert.Bind(1, row.FirstPosition);
        _insert.Bind(2, row.Count);
        _insert.Bind(3, row.IdCount);
        _insert.Bind(4, row.Finish());
        _insert.Run();
    }

    /// <summary>Ends the transaction: all its rows are durable (see <see cref="JournalOptions.Fsync"/>), or none.</summary>
    public void Commit() => _database.Commit();

    /// <summary>Takes the open transaction back, if there is one.</summary>
    public void Rollback() => _database.Rollback();

    /// <summary>The first position of the row from which on the rows hold at least so many ids, or all there are; beyond the end if there are none.</summary>
    public long StartOfLastIds(int ids)
    {
        using var database = Database.OpenReader(Path);
        using var rows = database.Prepare("SELECT first_position, ids FROM journal ORDER BY first_position DESC");
        var start = long.MaxValue;
        for (long found = 0; found < ids && rows.Step();)
        {
            var inRow = rows.Number(1);
            found += inRow;
            if (inRow > 0)
                start = rows.Number(0);
        }

        return start;
    }

    /// <summary>Deletes some of the rows that lie wholly before a position. The last row always stays.</summary>
    /// <returns>How many entries went; 0 when there are no more.</returns>
    public long DeleteSomeBefore(long position)
    {
        using var bounds = _database.Prepare("SELECT max(first_position) FROM journal WHERE first_position <= ?1");
        bounds.Bind(1, position);
        var keep = bounds.Step() ? bounds.Number(0) : 0;
        bounds.Reset();

        using var rows = _database.Prepare("SELECT first_position, count FROM journal WHERE first_position < ?1 ORDER BY first_position LIMIT ?2");
        rows.Bind(1, keep);
        rows.Bind(2, RowsPerTruncation);
        long last = -1, entries = 0;
        while (rows.Step())
        {
            last = rows.Number(0);
            entries += rows.Number(1);
        }

        using var delete = _database.Prepare("DELETE FROM journal WHERE first_position <= ?1");
        delete.Bind(1, last);
        delete.Run();
        return entries;
    }

    /// <summary>Streams the stored entries from a position on, as of the moment when the enumeration starts.</summary>
    /// <exception cref="LogCorruptException">A row does not match its checksum.</exception>
    public IEnumerable<LogEntry> Read(long fromPosition)
    {
        using var database = Database.OpenReader(Path);
        using var rows = database.Prepare(
            """
            SELECT first_position, count, payload FROM journal
            WHERE first_position >= coalesce((SELECT max(first_position) FROM journal WHERE first_position <= ?1), 0)
            ORDER BY first_position
            """);
        rows.Bind(1, fromPosition);
        while (rows.Step())
        {
            var position = rows.Number(0);
            var end = position + rows.Number(1);
            var row = rows.Bytes(2).ToArray();
            if (LogRow.FindFault(row, position, (int)(end - position)) is { } fault)
                throw new LogCorruptException(Path, position, fault);

            for (var offset = LogRow.HeaderBytes; position < end; position++)
            {
                var entry = LogRow.Read(row, ref offset, position);
                if (position >= fromPosition)
                    yield return entry;
            }
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        _insert.Dispose();
        _database.Dispose();
    }
}
