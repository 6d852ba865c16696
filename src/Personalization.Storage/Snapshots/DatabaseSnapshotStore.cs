using System.Runtime.CompilerServices;
using Personalization.Log.Snapshots;
using Personalization.Storage.Databases;

namespace Personalization.Storage.Snapshots;

/// <summary>
/// Saved states in a table. Writing again what may have been written is harmless, since a state only replaces an earlier one. Thread-safe.
/// </summary>
internal sealed class DatabaseSnapshotStore(Database database) : ISnapshotStore
{
    public async ValueTask<SnapshotRow?> Read(string kind, string key, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        ArgumentException.ThrowIfNullOrEmpty(key);
        return await database.Read(
            $"Reading a state of the kind '{kind}'", session => database.Dialect.ReadSnapshot(session, kind, key), cancellationToken);
    }

    public async ValueTask<IReadOnlyList<SnapshotRow>> ReadMany(
        string kind, IReadOnlyList<string> keys, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        return keys.Count == 0 ? [] : await database.Read(
            $"Reading {keys.Count} states of the kind '{kind}'", session => database.Dialect.ReadSnapshots(session, kind, keys),
            cancellationToken);
    }

    public async ValueTask Delete(string kind, IReadOnlyList<string> keys, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        await database.Write(
            $"Removing {keys.Count} states of the kind '{kind}'",
            async session =>
            {
                await session.Transact(async () =>
                {
                    foreach (var key in keys.Order(StringComparer.Ordinal))
                    {
                        await session.Execute(database.Dialect.DeleteSnapshot, ("kind", kind), ("id", key));
                    }
                });
                return true;
            },
            cancellationToken);
    }

    // A database's commits are durable by themselves.
    public ValueTask Flush(CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public async IAsyncEnumerable<SnapshotRow> Scan(
        string kind, string afterKey = "", [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        ArgumentNullException.ThrowIfNull(afterKey);
        var size = new PageSize(database.Options);
        var rows = new List<SnapshotRow>();
        bool more;
        do
        {
            rows.Clear();
            more = await database.Read(
                $"Reading the states of the kind '{kind}'", session => ReadPage(session, kind, afterKey, size, rows), cancellationToken);
            foreach (var row in rows)
                yield return row;
            if (rows.Count > 0)
                afterKey = rows[^1].Key;
        }
        while (more);
    }

    public async ValueTask Write(IReadOnlyList<SnapshotRow> rows, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        foreach (var row in rows)
        {
            ArgumentException.ThrowIfNullOrEmpty(row.Kind, nameof(rows));
            ArgumentException.ThrowIfNullOrEmpty(row.Key, nameof(rows));
        }

        if (rows.Count == 0)
            return;
        var ordered = InOrder(rows);
        await database.Write(
            $"Writing {rows.Count} states",
            async session =>
            {
                await database.Dialect.WriteSnapshots(session, ordered, database.Options);
                return true;
            },
            cancellationToken);
    }

    // By kind and key, so that all writers lock in one order; of several states for one key the latest, of equal positions the first.
    private static List<SnapshotRow> InOrder(IReadOnlyList<SnapshotRow> rows)
    {
        var sorted = rows
            .OrderBy(row => row.Kind, StringComparer.Ordinal)
            .ThenBy(row => row.Key, StringComparer.Ordinal)
            .ThenByDescending(row => row.Position);
        var ordered = new List<SnapshotRow>(rows.Count);
        foreach (var row in sorted)
        {
            if (ordered.Count == 0 || ordered[^1].Key != row.Key || ordered[^1].Kind != row.Kind)
                ordered.Add(row);
        }

        return ordered;
    }


    private Task<bool> ReadPage(DatabaseSession session, string kind, string afterKey, PageSize size, List<SnapshotRow> rows)
    {
        var command = afterKey.Length == 0
            ? session.Command(database.Dialect.FirstSnapshots, ("kind", kind), ("row_limit", size.Rows))
            : session.Command(database.Dialect.NextSnapshots, ("kind", kind), ("id", afterKey), ("row_limit", size.Rows));
        return session.ReadPage(command, size, rows, reader =>
        {
            var row = new SnapshotRow(kind, reader.GetString(0), reader.GetInt64(1), DatabaseSession.Bytes(reader, 2));
            return (row, row.State.Length);
        });
    }
}
