using System.Data.Common;
using System.Runtime.CompilerServices;
using Personalization.Log.Partitions;
using Personalization.Storage.Databases;
using Personalization.Storage.Dialects;

namespace Personalization.Storage.Logs;

/// <summary>Logs in a table, a row of it for a row of a log. Thread-safe.</summary>
internal sealed class DatabaseLogStore(Database database) : ILogStore
{
    private const int MaxNameLength = 100;

    public async ValueTask<long> NextPosition(string log, CancellationToken cancellationToken = default)
    {
        Check(log);
        var next = await database.Read(
            $"Finding the end of the log '{log}'",
            session => session.Find(database.Dialect.NextPosition, ("log_name", log)),
            cancellationToken);
        return ToInt64(next) ?? 0;
    }

    public async ValueTask<bool> TryAppend(
        string log, long firstPosition, int count, ReadOnlyMemory<byte> row, CancellationToken cancellationToken = default)
    {
        Check(log);
        ArgumentOutOfRangeException.ThrowIfNegative(firstPosition);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return await database.Write(
            $"Appending to the log '{log}' at position {firstPosition}",
            session => Append(session, log, firstPosition, count, DatabaseSession.Bytes(row)),
            cancellationToken);
    }

    public async IAsyncEnumerable<LogEntry> Read(
        string log, long fromPosition, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Check(log);
        var what = $"Reading the log '{log}'";
        var rowAt = await database.Read(
            what, session => session.Find(database.Dialect.RowAt, ("log_name", log), ("position", fromPosition)), cancellationToken);
        var next = ToInt64(rowAt) ?? fromPosition;
        var size = new PageSize(database.Options);
        var rows = new List<StoredRow>();
        bool more;
        do
        {
            rows.Clear();
            more = await database.Read(what, session => ReadPage(session, log, next, size, rows), cancellationToken);
            foreach (var row in rows)
            {
                if (LogRow.FindFault(row.Payload, row.FirstPosition, row.Count) is { } fault)
                    throw new LogCorruptException(log, row.FirstPosition, fault);
                next = row.FirstPosition + row.Count;
                var offset = LogRow.HeaderBytes;
                for (var position = row.FirstPosition; position < next; position++)
                {
                    var entry = LogRow.Read(row.Payload, ref offset, position);
                    if (position >= fromPosition)
                        yield return entry;
                }
            }
        }
        while (more);
    }

    // In steps, each of its own, so that no statement takes long. Rows before the one that holds the position end before it.
    public async ValueTask<long> TruncateBefore(string log, long position, CancellationToken cancellationToken = default)
    {
        Check(log);
        return await database.Write(
            $"Truncating the log '{log}'",
            async session =>
            {
                var kept = ToInt64(await session.Find(database.Dialect.RowAt, ("log_name", log), ("position", position)));
                long entries = 0;
                while (kept is { } row && await FindOldest(session, log, row) is { } oldest)
                {
                    await session.Execute(database.Dialect.DeleteRows, ("log_name", log), ("position", oldest.LastRow));
                    entries += oldest.Entries;
                }

                return entries;
            },
            cancellationToken);
    }

    // Name by name, each found in the index; listing all rows to find what differs would read the whole of it.
    public async ValueTask<IReadOnlyList<string>> Names(string prefix, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return await database.Read(
            $"Listing the logs '{prefix}…'",
            async session =>
            {
                var names = new List<string>();
                var name = prefix.Length == 0
                    ? await session.Find(SqlDialect.AnyFirstName)
                    : await session.Find(database.Dialect.FirstName, ("log_name", prefix));
                for (; name is string found && found.StartsWith(prefix, StringComparison.Ordinal);
                    name = await session.Find(database.Dialect.NextName, ("log_name", found)))
                    names.Add(found);
                return names;
            },
            cancellationToken);
    }

    private static void Check(string log)
    {
        ArgumentException.ThrowIfNullOrEmpty(log);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(log.Length, MaxNameLength);
    }

    private static long? ToInt64(object? value) =>
        value is null ? null : Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture);

    private async Task<bool> Append(DatabaseSession session, string log, long firstPosition, int count, byte[] row)
    {
        try
        {
            return await session.Execute(
                database.Dialect.Append,
                ("log_name", log), ("first_position", firstPosition), ("entry_count", count), ("payload", row)) == 1;
        }
        catch (DbException fault) when (database.Dialect.IsDuplicate(fault))
        {
            return false;
        }
    }

    private async Task<bool> ReadPage(DatabaseSession session, string log, long position, PageSize size, List<StoredRow> rows) =>
        await session.ReadPage(
            session.Command(database.Dialect.Rows, ("log_name", log), ("position", position), ("row_limit", size.Rows)),
            size,
            rows,
            reader =>
            {
                var row = new StoredRow(reader.GetInt64(0), reader.GetInt32(1), DatabaseSession.Bytes(reader, 2));
                return (row, row.Payload.Length);
            });

    private async Task<(long LastRow, long Entries)?> FindOldest(DatabaseSession session, string log, long before)
    {
        await using var command = session.Command(database.Dialect.OldestRows, ("log_name", log), ("position", before));
        await using var reader = await command.ExecuteReaderAsync(session.Cancellation);
        return await reader.ReadAsync(session.Cancellation) && !reader.IsDBNull(0) ? (reader.GetInt64(0), reader.GetInt64(1)) : null;
    }

    private readonly record struct StoredRow(long FirstPosition, int Count, byte[] Payload);
}
