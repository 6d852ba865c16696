using System.Data.Common;
using Npgsql;
using Personalization.Log.Snapshots;
using Personalization.Storage.Databases;

namespace Personalization.Storage.Dialects;

/// <summary>PostgreSQL: states are written as arrays, hundreds with one statement.</summary>
internal sealed partial class PostgreSqlDialect() : SqlDialect('@', "LIMIT {0}")
{
    private const string Snapshots = "SELECT id, position, state FROM personalization_snapshot WHERE kind = @kind AND id = ANY(@ids)";

    private const string UpsertSnapshots = """
        INSERT INTO personalization_snapshot (kind, id, position, state)
        SELECT * FROM unnest(@kinds, @ids, @positions, @states)
        ON CONFLICT (kind, id) DO UPDATE SET position = excluded.position, state = excluded.state
        WHERE personalization_snapshot.position < excluded.position
        """;

    public override DatabaseProvider Provider => DatabaseProvider.PostgreSql;

    public override string Tables => "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()";

    // The number is arbitrary and the same in all processes; the lock goes with the transaction.
    public override string PreparationLock => "SELECT pg_advisory_xact_lock(8140274930061)";

    // disk_full, and the quota that some services set.
    public override bool IsFull(DbException fault) => fault.SqlState is "53100" or "53400";

    public override string Describe(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        return $"postgresql database {builder.Database ?? builder.Username} at {builder.Host}:{builder.Port}";
    }

    public override DbDataSource CreateDataSource(StoreOptions options)
    {
        var builder = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        builder.ApplicationName ??= "personalization";
        return NpgsqlDataSource.Create(builder);
    }

    public override async Task<IReadOnlyList<SnapshotRow>> ReadSnapshots(DatabaseSession session, string kind, IReadOnlyList<string> keys)
    {
        var rows = new List<SnapshotRow>(keys.Count);
        await using var command = session.Command(Snapshots, ("kind", kind), ("ids", keys.ToArray()));
        await using var reader = await command.ExecuteReaderAsync(session.Cancellation);
        while (await reader.ReadAsync(session.Cancellation))
        {
            rows.Add(new SnapshotRow(kind, reader.GetString(0), reader.GetInt64(1), DatabaseSession.Bytes(reader, 2)));
        }
        return rows;
    }

    // Rows are locked in the order of the arrays. All writers order them alike, so none waits for a row of one that waits for it.
    public override async Task WriteSnapshots(DatabaseSession session, IReadOnlyList<SnapshotRow> rows, StoreOptions options)
    {
        var end = BatchEnd(rows, 0, options);
        if (end == rows.Count)
        {
            await WriteBatch(session, rows, 0, end);
            return;
        }

        await session.Transact(async () =>
        {
            for (var start = 0; start < rows.Count; start = end)
            {
                end = BatchEnd(rows, start, options);
                await WriteBatch(session, rows, start, end);
            }
        });
    }

    private static int BatchEnd(IReadOnlyList<SnapshotRow> rows, int start, StoreOptions options)
    {
        var end = start;
        long bytes = 0;
        while (end < rows.Count && end - start < options.WriteRows && (end == start || bytes + rows[end].State.Length <= options.PageBytes))
            bytes += rows[end++].State.Length;
        return end;
    }

    private static async Task WriteBatch(DatabaseSession session, IReadOnlyList<SnapshotRow> rows, int start, int end)
    {
        var count = end - start;
        var kinds = new string[count];
        var ids = new string[count];
        var positions = new long[count];
        var states = new byte[count][];
        for (var i = 0; i < count; i++)
        {
            var row = rows[start + i];
            (kinds[i], ids[i], positions[i], states[i]) = (row.Kind, row.Key, row.Position, DatabaseSession.Bytes(row.State));
        }

        await session.Execute(UpsertSnapshots, ("kinds", kinds), ("ids", ids), ("positions", positions), ("states", states));
    }
}
