namespace Personalization.Storage.Dialects;

internal abstract partial class SqlDialect
{
    /// <summary>The names of the tables in the schema that statements refer to.</summary>
    public abstract string Tables { get; }

    /// <summary>Makes other preparations of the same database wait; <see langword="null"/> where nothing needs to.</summary>
    public virtual string? PreparationLock => null;

    /// <summary>Prepares the database itself, outside transactions.</summary>
    public virtual string? Preparation => null;

    /// <summary>
    /// Answers the faults of what scripts have stored, one text a row; <see langword="null"/> where such scripts fail at once.
    /// </summary>
    public virtual string? ScriptFaults => null;

    /// <summary>
    /// Inserts a row of a log unless the log has one at its position or behind. The latter keeps a writer from going on that slept until
    /// the row that should have stopped it was truncated.
    /// </summary>
    public virtual string Append => $"""
        INSERT INTO personalization_log (log_name, first_position, entry_count, payload)
        SELECT {Prefix}log_name, {Prefix}first_position, {Prefix}entry_count, {Prefix}payload
        WHERE NOT EXISTS (SELECT 1 FROM personalization_log WHERE log_name = {Prefix}log_name AND first_position >= {Prefix}first_position)
        ON CONFLICT (log_name, first_position) DO NOTHING
        """;

    /// <summary>Inserts a state, or replaces one of an earlier position.</summary>
    public virtual string UpsertSnapshot => $"""
        INSERT INTO personalization_snapshot (kind, id, position, state)
        VALUES ({Prefix}kind, {Prefix}id, {Prefix}position, {Prefix}state)
        ON CONFLICT (kind, id) DO UPDATE SET position = excluded.position, state = excluded.state
        WHERE personalization_snapshot.position < excluded.position
        """;

    public string NextPosition => $"""
        SELECT first_position + entry_count
        FROM personalization_log
        WHERE log_name = {Prefix}log_name
        ORDER BY first_position DESC {Limit("1")}
        """;

    /// <summary>The first position of the row that a position lies in, or of the last one before.</summary>
    public string RowAt => $"""
        SELECT MAX(first_position)
        FROM personalization_log
        WHERE log_name = {Prefix}log_name AND first_position <= {Prefix}position
        """;

    public virtual string Rows => $"""
        SELECT first_position, entry_count, payload
        FROM personalization_log
        WHERE log_name = {Prefix}log_name AND first_position >= {Prefix}position
        ORDER BY first_position {Limit(Prefix + "row_limit")}
        """;

    /// <summary>The last of the oldest rows before a position, and how many entries they hold.</summary>
    public virtual string OldestRows => $"""
        SELECT MAX(first_position), SUM(entry_count)
        FROM (
            SELECT first_position, entry_count
            FROM personalization_log
            WHERE log_name = {Prefix}log_name AND first_position < {Prefix}position
            ORDER BY first_position {Limit("1000")}) oldest
        """;

    public string DeleteRows => $"""
        DELETE FROM personalization_log
        WHERE log_name = {Prefix}log_name AND first_position <= {Prefix}position
        """;

    public const string AnyFirstName = "SELECT MIN(log_name) FROM personalization_log";

    public string FirstName => $"SELECT MIN(log_name) FROM personalization_log WHERE log_name >= {Prefix}log_name";

    public string NextName => $"SELECT MIN(log_name) FROM personalization_log WHERE log_name > {Prefix}log_name";

    public string Snapshot => $"""
        SELECT position, state
        FROM personalization_snapshot
        WHERE kind = {Prefix}kind AND id = {Prefix}id
        """;

    public string DeleteSnapshot => $"""
        DELETE FROM personalization_snapshot
        WHERE kind = {Prefix}kind AND id = {Prefix}id
        """;

    public virtual string FirstSnapshots => $"""
        SELECT id, position, state
        FROM personalization_snapshot
        WHERE kind = {Prefix}kind
        ORDER BY id {Limit(Prefix + "row_limit")}
        """;

    public virtual string NextSnapshots => $"""
        SELECT id, position, state
        FROM personalization_snapshot
        WHERE kind = {Prefix}kind AND id > {Prefix}id
        ORDER BY id {Limit(Prefix + "row_limit")}
        """;
}
