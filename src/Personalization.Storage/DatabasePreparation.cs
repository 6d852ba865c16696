using System.ComponentModel.DataAnnotations;
using System.Data.Common;
using System.Text.RegularExpressions;
using Personalization.Storage.Databases;
using Personalization.Storage.Dialects;

namespace Personalization.Storage;

/// <summary>Makes a database ready for logs and snapshots and for Orleans. It may run again, and in several processes at once.</summary>
public static partial class DatabasePreparation
{
    /// <summary>Runs all scripts of the database's provider.</summary>
    /// <returns>A line for each script: what it created, what was there, and how many of Orleans' queries it wrote.</returns>
    /// <exception cref="ValidationException">An option is outside its range.</exception>
    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    /// <exception cref="NotSupportedException">The program was built without this database's provider.</exception>
    /// <exception cref="IOException">The database cannot be reached or refuses.</exception>
    public static async Task<IReadOnlyList<string>> Run(StoreOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        await using var database = Database.Open(options);
        return await Run(
            database, [.. SchemaScripts.OfStores(options.Provider), .. SchemaScripts.OfOrleans(options.Provider)], cancellationToken);
    }

    internal static async ValueTask<IReadOnlyList<string>> Run(
        Database database, IReadOnlyList<SchemaScript> scripts, CancellationToken cancellationToken)
    {
        var dialect = database.Dialect;
        return await database.Write(
            "Preparing the tables",
            async session =>
            {
                var lines = new List<string>();
                if (dialect.Preparation is { } preparation)
                    await session.Execute(preparation);
                if (dialect.HasTransactionalSchema)
                    await session.Transact(() => RunWhole(dialect, session, scripts, lines));
                else
                    await RunOneByOne(dialect, session, scripts, lines);
                return lines;
            },
            cancellationToken);
    }

    private static async Task RunWhole(SqlDialect dialect, DatabaseSession session, IReadOnlyList<SchemaScript> scripts, List<string> lines)
    {
        if (dialect.PreparationLock is { } statement)
            await session.Execute(statement);
        var tables = await Texts(session, dialect.Tables);
        foreach (var script in scripts)
            lines.Add(Describe(script, tables, await RunWhole(session, script, tables)));
    }

    // A user who may write rows but not create tables can start a program whose tables are there.
    private static async Task<int> RunWhole(DatabaseSession session, SchemaScript script, HashSet<string> tables)
    {
        var created = TablesOf(script).ToList();
        var isDone = created.Count > 0 && created.All(tables.Contains) && !script.Text.Contains("INSERT", StringComparison.Ordinal);
        return isDone ? 0 : await session.Execute(script.Text);
    }

    private static async Task RunOneByOne(
        SqlDialect dialect, DatabaseSession session, IReadOnlyList<SchemaScript> scripts, List<string> lines)
    {
        var tables = await Texts(session, dialect.Tables);
        foreach (var script in scripts)
        {
            var changes = 0;
            foreach (var statement in Statements(script))
                changes += Math.Max(0, await RunUnlessThere(session, statement));
            lines.Add(Describe(script, tables, changes));
        }

        if (dialect.ScriptFaults is { } query && await Texts(session, query) is { Count: > 0 } faults)
            throw new IOException("the scripts hold faults: " + string.Join("; ", faults));
    }

    private static async Task<int> RunUnlessThere(DatabaseSession session, string statement)
    {
        try
        {
            return await session.Execute(statement);
        }
        catch (DbException fault) when (OracleDialect.IsThereAlready(fault))
        {
            return 0;
        }
    }

    /// <summary>The statements of a script that ends them with lines of <c>/</c>.</summary>
    internal static IEnumerable<string> Statements(SchemaScript script) =>
        StatementEnd().Split(script.Text).Select(statement => statement.Trim()).Where(statement => statement.Length > 0);

    private static IEnumerable<string> TablesOf(SchemaScript script) =>
        CreatedTable().Matches(script.Text).Select(match => match.Groups[1].Value);

    private static string Describe(SchemaScript script, HashSet<string> before, int changes)
    {
        var there = TablesOf(script).ToLookup(before.Contains);
        string[] parts =
        [
            there[false].Any() ? "created " + string.Join(", ", there[false]) : "",
            there[true].Any() ? "found " + string.Join(", ", there[true]) : "",
            changes > 0 ? $"wrote {changes} queries" : "",
        ];
        return script.Name + ": " + string.Join("; ", parts.Where(part => part.Length > 0));
    }

    private static async Task<HashSet<string>> Texts(DatabaseSession session, string query)
    {
        var texts = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        await using var command = session.Command(query);
        await using var reader = await command.ExecuteReaderAsync(session.Cancellation);
        while (await reader.ReadAsync(session.Cancellation))
            texts.Add(reader.GetString(0));
        return texts;
    }

    [GeneratedRegex(@"^CREATE TABLE (?:IF NOT EXISTS )?(\w+)", RegexOptions.Multiline)]
    private static partial Regex CreatedTable();

    [GeneratedRegex(@"^/\s*$", RegexOptions.Multiline)]
    private static partial Regex StatementEnd();
}
