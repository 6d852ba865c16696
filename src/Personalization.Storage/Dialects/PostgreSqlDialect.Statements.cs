namespace Personalization.Storage.Dialects;

/// <summary>
/// Pages of rows, asked for by ranges of the whole key. Asked for as in the other databases (one part equal, the other greater), a table
/// without statistics, as it is after its first minutes, makes the planner expect few rows: it then fetches and sorts all that follow, for
/// every page.
/// </summary>
internal sealed partial class PostgreSqlDialect
{
    public override string Rows => """
        SELECT first_position, entry_count, payload
        FROM personalization_log
        WHERE (log_name, first_position) >= (@log_name, @position) AND log_name <= @log_name
        ORDER BY log_name, first_position LIMIT @row_limit
        """;

    public override string OldestRows => """
        SELECT MAX(first_position), SUM(entry_count)
        FROM (
            SELECT first_position, entry_count
            FROM personalization_log
            WHERE log_name >= @log_name AND (log_name, first_position) < (@log_name, @position)
            ORDER BY log_name, first_position LIMIT 1000) oldest
        """;

    public override string FirstSnapshots => """
        SELECT id, position, state
        FROM personalization_snapshot
        WHERE kind >= @kind AND kind <= @kind
        ORDER BY kind, id LIMIT @row_limit
        """;

    public override string NextSnapshots => """
        SELECT id, position, state
        FROM personalization_snapshot
        WHERE (kind, id) >= (@kind, @id) AND kind <= @kind AND id <> @id
        ORDER BY kind, id LIMIT @row_limit
        """;
}
