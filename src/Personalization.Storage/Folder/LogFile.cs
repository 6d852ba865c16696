using System.Globalization;
using Personalization.Log.Partitions;

namespace Personalization.Storage.Folder;

/// <summary>
/// Logs in one SQLite file, written by one thread: what comes in while it commits goes into the next commit, so many logs share one fsync.
/// An entry's row is found by one number, the log's above the position, so each log grows at an end of its own. Reading goes over
/// connections of its own. Thread-safe.
/// </summary>
internal sealed class LogFile : IDisposable
{
    // Larger pages make large commits cheaper and small ones, which write one page at least, dearer; this size does well at both.
    private const int PageBytes = 8192;

    // A deletion of more rows at once would hold up commits.
    private const int RowsPerTruncation = 64;

    private const int RowsPerPage = 64;

    private const long BytesPerPage = 8L << 20;

    // 2^44 positions a log, 2^19 logs.
    private const int PositionBits = 44;

    private const long LongestCommitBytes = 16L << 20;

    private readonly object _gate = new();
    private readonly Queue<PendingAppend> _waiting = new();
    private readonly Lock _writing = new();
    private readonly SqliteDatabase _database;
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _name;
    private readonly Dictionary<string, (long Id, long Next)> _logs = new(StringComparer.Ordinal);
    private readonly Thread _writer;
    private long _commits;
    private bool _isClosed;

    /// <summary>Opens or creates the file.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="fsync">When commits reach the disk.</param>
    /// <param name="mostBytes">The size the file may reach; 0 for no limit but the disk.</param>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public LogFile(string path, FsyncPolicy fsync, long mostBytes)
    {
        Path = path;
        _database = SqliteDatabase.OpenWriter(path, PageBytes, fsync);
        try
        {
            if (mostBytes > 0)
            {
                _database.Execute($"PRAGMA max_page_count={Math.Max(1, mostBytes / _database.Number("PRAGMA page_size"))}");
            }
            _database.Execute(
                """
                CREATE TABLE IF NOT EXISTS logs(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
                CREATE TABLE IF NOT EXISTS entries(place INTEGER PRIMARY KEY, count INTEGER NOT NULL, payload BLOB NOT NULL);
                """);
            _insert = _database.Prepare("INSERT INTO entries(place, count, payload) VALUES (?1, ?2, ?3)");
            _name = _database.Prepare("INSERT INTO logs(id, name) VALUES (?1, ?2)");
            ReadLogs();
        }
        catch
        {
            _database.Dispose();
            throw;
        }
        _writer = new Thread(Write) { IsBackground = true, Name = $"writer of {System.IO.Path.GetFileName(path)}" };
        _writer.Start();
    }

    /// <summary>The file's path.</summary>
    public string Path { get; }

    /// <summary>The size of the file with what is written ahead of it, in bytes.</summary>
    public long SizeBytes => Length(Path) + Length(Path + "-wal");

    /// <summary>How many commits there have been since the file was opened.</summary>
    public long Commits => Volatile.Read(ref _commits);

    /// <summary>The position after a log's last entry; 0 when there is none.</summary>
    public long NextPosition(string log)
    {
        lock (_logs)
        {
            return _logs.TryGetValue(log, out var found) ? found.Next : 0;
        }
    }

    /// <summary>The names of the logs that begin with a prefix, in order.</summary>
    public IReadOnlyList<string> Names(string prefix)
    {
        lock (_logs)
        {
            return [.. _logs.Where(l => l.Value.Next > 0 && l.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(static l => l.Key)
                .Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>Hands a row in; its bytes belong to the file until the task ends.</summary>
    public ValueTask<bool> Append(PendingAppend append)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            _waiting.Enqueue(append);
            if (_waiting.Count == 1)
            {
                Monitor.Pulse(_gate);
            }
        }
        return append.Done;
    }

    /// <summary>Streams the entries of a log from a position on, as far as they are durable when they are reached.</summary>
    /// <exception cref="LogCorruptException">A row does not match its checksum.</exception>
    public IEnumerable<LogEntry> Read(string log, long fromPosition)
    {
        long id;
        lock (_logs)
        {
            if (!_logs.TryGetValue(log, out var found))
            {
                yield break;
            }
            id = found.Id;
        }
        using var database = SqliteDatabase.OpenReader(Path);
        using var rows = database.Prepare(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            SELECT place, count, payload FROM entries
            WHERE place >= coalesce((SELECT max(place) FROM entries WHERE place <= ?1 AND place >= ?2), ?1) AND place < ?3
            ORDER BY place LIMIT {RowsPerPage}
            """));
        rows.Bind(2, Place(id, 0));
        rows.Bind(3, Place(id + 1, 0));
        var page = new List<(long Position, int Count, byte[] Row)>(RowsPerPage);
        for (var next = fromPosition; ReadPage(rows, id, next, page) > 0;)
        {
            foreach (var (first, count, row) in page)
            {
                if (LogRow.FindFault(row, first, count) is { } fault)
                {
                    throw new LogCorruptException(log, first, fault);
                }
                next = first + count;
                var offset = LogRow.HeaderBytes;
                for (var position = first; position < next; position++)
                {
                    var entry = LogRow.Read(row, ref offset, position);
                    if (position >= fromPosition)
                    {
                        yield return entry;
                    }
                }
            }
        }
    }

    /// <summary>Deletes the rows that lie wholly before a position; the last row always stays. Commits go on in between.</summary>
    /// <returns>How many entries went.</returns>
    public long TruncateBefore(string log, long position)
    {
        long id;
        lock (_logs)
        {
            if (!_logs.TryGetValue(log, out var found))
            {
                return 0;
            }
            id = found.Id;
        }
        for (long total = 0; ;)
        {
            lock (_writing)
            {
                ObjectDisposedException.ThrowIf(_isClosed, this);
                var deleted = DeleteSome(id, position);
                if (deleted == 0)
                {
                    return total;
                }
                total += deleted;
            }
        }
    }

    /// <summary>Commits what was handed in, then closes the file.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }
            _isClosed = true;
            Monitor.Pulse(_gate);
        }
        _writer.Join();
        lock (_writing)
        {
            _insert.Dispose();
            _name.Dispose();
            _database.Dispose();
        }
    }

    private static long Place(long id, long position) => (id << PositionBits) + Math.Min(position, (1L << PositionBits) - 1);

    private static long Length(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    // A page at a time, so that a slow reader does not keep the write-ahead file from being emptied.
    private static int ReadPage(SqliteStatement rows, long id, long from, List<(long Position, int Count, byte[] Row)> page)
    {
        page.Clear();
        rows.Bind(1, Place(id, from));
        long bytes = 0;
        while (rows.Step())
        {
            var (first, count) = (rows.Number(0) - Place(id, 0), (int)rows.Number(1));
            if (first + count > from)
            {
                page.Add((first, count, rows.Bytes(2).ToArray()));
                bytes += page[^1].Row.Length;
            }
            if (bytes > BytesPerPage)
            {
                rows.Reset();
                break;
            }
        }
        return page.Count;
    }

    private void ReadLogs()
    {
        using var logs = _database.Prepare("SELECT id, name FROM logs");
        using var last = _database.Prepare(
            "SELECT place + count FROM entries WHERE place >= ?1 AND place < ?2 ORDER BY place DESC LIMIT 1");
        while (logs.Step())
        {
            var id = logs.Number(0);
            last.Bind(1, Place(id, 0));
            last.Bind(2, Place(id + 1, 0));
            _logs[logs.Text(1)] = (id, last.Step() ? last.Number(0) - Place(id, 0) : 0);
            last.Reset();
        }
    }

    private void Write()
    {
        var group = new List<PendingAppend>();
        var ends = new Dictionary<string, (long Id, long Next)>(StringComparer.Ordinal);
        while (Take(group))
        {
            Exception? fault = null;
            lock (_writing)
            {
                try
                {
                    Commit(group, ends);
                }
                catch (Exception storage)
                {
                    // Whatever went wrong, those who wait learn it, and the file must be as it was before the group.
                    fault = storage is SqliteException { IsFull: true }
                        ? new StoreFullException(
                            $"The log '{Path}' has no room left. Free disk space, raise MaxFileBytes, or set Retention.", storage)
                        : storage as IOException ?? new IOException($"The log '{Path}' could not be written: {storage.Message}", storage);
                    _database.Rollback();
                }
            }
            foreach (var append in group)
            {
                if (fault is null)
                {
                    append.Complete();
                }
                else
                {
                    append.Fail(fault);
                }
            }
            group.Clear();
            ends.Clear();
        }
    }

    private bool Take(List<PendingAppend> group)
    {
        lock (_gate)
        {
            while (_waiting.Count == 0)
            {
                if (_isClosed)
                {
                    return false;
                }
                Monitor.Wait(_gate);
            }
            for (long bytes = 0; bytes < LongestCommitBytes && _waiting.TryDequeue(out var append); bytes += append.Row.Length)
            {
                group.Add(append);
            }
            return true;
        }
    }

    private void Commit(List<PendingAppend> group, Dictionary<string, (long Id, long Next)> ends)
    {
        var isOpen = false;
        foreach (var append in group)
        {
            if (!ends.TryGetValue(append.Log, out var end))
            {
                lock (_logs)
                {
                    end = _logs.TryGetValue(append.Log, out var known) ? known : (-1, 0);
                }
            }
            append.IsTaken = append.FirstPosition >= end.Next;
            if (!append.IsTaken)
            {
                continue;
            }
            if (!isOpen)
            {
                _database.Begin();
                isOpen = true;
            }
            if (end.Id < 0)
            {
                end.Id = Create(append.Log, ends);
            }
            _insert.Bind(1, Place(end.Id, append.FirstPosition));
            _insert.Bind(2, append.Count);
            _insert.Bind(3, append.Row.Span);
            _insert.Run();
            ends[append.Log] = (end.Id, append.FirstPosition + append.Count);
        }
        if (isOpen)
        {
            _database.Commit();
            Interlocked.Increment(ref _commits);
            lock (_logs)
            {
                foreach (var (log, end) in ends)
                {
                    _logs[log] = end;
                }
            }
        }
    }

    private long Create(string log, Dictionary<string, (long Id, long Next)> ends)
    {
        long id;
        lock (_logs)
        {
            id = _logs.Values.Concat(ends.Values).Select(static l => l.Id).DefaultIfEmpty(0).Max() + 1;
        }
        _name.Bind(1, id);
        _name.Bind(2, log);
        _name.Run();
        return id;
    }

    private long DeleteSome(long id, long position)
    {
        using var bounds = _database.Prepare("SELECT max(place) FROM entries WHERE place <= ?1 AND place >= ?2");
        bounds.Bind(1, Place(id, position));
        bounds.Bind(2, Place(id, 0));
        var keep = bounds.Step() ? bounds.Number(0) : 0;
        bounds.Reset();
        using var rows = _database.Prepare(string.Create(
            CultureInfo.InvariantCulture,
            $"SELECT place, count FROM entries WHERE place < ?1 AND place >= ?2 ORDER BY place LIMIT {RowsPerTruncation}"));
        rows.Bind(1, keep);
        rows.Bind(2, Place(id, 0));
        long last = -1, entries = 0;
        while (rows.Step())
        {
            last = rows.Number(0);
            entries += rows.Number(1);
        }
        if (entries > 0)
        {
            using var delete = _database.Prepare("DELETE FROM entries WHERE place <= ?1 AND place >= ?2");
            delete.Bind(1, last);
            delete.Bind(2, Place(id, 0));
            delete.Run();
        }
        return entries;
    }
}
