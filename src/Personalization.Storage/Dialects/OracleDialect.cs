using System.Data.Common;

namespace Personalization.Storage.Dialects;

/// <summary>
/// Oracle. Written to its documentation and never run against a server here. Errors are recognised by their numbers in the message, so that
/// only <see cref="OracleClient"/> needs the provider's package.
/// </summary>
internal sealed class OracleDialect() : SqlDialect(':', "FETCH FIRST {0} ROWS ONLY")
{
    public override DatabaseProvider Provider => DatabaseProvider.Oracle;

    public override bool HasTransactionalSchema => false;

    // Otherwise keys are compared and ordered by the rules of the client's language.
    public override string Session => "ALTER SESSION SET NLS_COMP = BINARY NLS_SORT = BINARY";

    public override string Ping => "SELECT 1 FROM DUAL";

    public override string Tables => "SELECT table_name FROM user_tables";

    public override string ScriptFaults => """
        SELECT name || ', line ' || line || ': ' || text
        FROM user_errors
        WHERE name IN ('ORLEANSMEMBERSHIP', 'ORLEANSSTATE', 'ORLEANSREMINDER') AND attribute = 'ERROR'
        ORDER BY name, sequence
        """;

    public override string Append => """
        INSERT INTO personalization_log (log_name, first_position, entry_count, payload)
        SELECT :log_name, :first_position, :entry_count, :payload FROM DUAL
        WHERE NOT EXISTS (SELECT 1 FROM personalization_log WHERE log_name = :log_name AND first_position >= :first_position)
        """;

    // Two sessions that insert the same key at once: one fails as a duplicate, and its whole write with it.
    public override string UpsertSnapshot => """
        MERGE INTO personalization_snapshot target
        USING (SELECT :kind AS kind, :id AS id, :position AS position FROM DUAL) source
        ON (target.kind = source.kind AND target.id = source.id)
        WHEN MATCHED THEN UPDATE SET target.position = source.position, target.state = :state WHERE target.position < source.position
        WHEN NOT MATCHED THEN INSERT (kind, id, position, state) VALUES (source.kind, source.id, source.position, :state)
        """;

    public override string Describe(string connectionString)
    {
        var builder = new DbConnectionStringBuilder { ConnectionString = connectionString };
        return "oracle database " + (builder.TryGetValue("Data Source", out var source) ? source : "without a Data Source");
    }

    public override DbDataSource CreateDataSource(StoreOptions options) => OracleClient.CreateDataSource(options.ConnectionString);

    public override void Complete(DbCommand command) => OracleClient.Complete(command);

    // ORA-01653 to ORA-01655, ORA-01691: unable to extend; ORA-01536: space quota exceeded.
    public override bool IsFull(DbException fault) => fault.Message.Contains("ORA-0165", StringComparison.Ordinal)
        || fault.Message.Contains("ORA-01691", StringComparison.Ordinal) || fault.Message.Contains("ORA-01536", StringComparison.Ordinal);

    // ORA-00001: unique constraint violated.
    public override bool IsDuplicate(DbException fault) => fault.Message.Contains("ORA-00001", StringComparison.Ordinal);

    /// <summary>
    /// Whether a statement of a script failed because what it makes is there: ORA-00955 name is already used, ORA-01408 columns are already
    /// indexed; ORA-00001 another session has just written the same row.
    /// </summary>
    public static bool IsThereAlready(DbException fault) =>
        fault.Message.Contains("ORA-00955", StringComparison.Ordinal)
        || fault.Message.Contains("ORA-01408", StringComparison.Ordinal)
        || fault.Message.Contains("ORA-00001", StringComparison.Ordinal);
}
