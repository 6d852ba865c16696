using Npgsql;
using Personalization.Storage.Tests.Logs;

namespace Personalization.Storage.Tests.Schema;

public sealed class DatabasePreparationTests(SharedServer server)
{
    [Fact]
    public async Task Preparation_says_what_it_did_and_does_nothing_the_second_time()
    {
        var options = await server.CreateDatabase();
        Assert.Equal(
            [
                "PostgreSql/Stores.sql: created personalization_log, personalization_snapshot",
                "PostgreSql/OrleansQuery.sql: created OrleansQuery",
                "PostgreSql/OrleansClustering.sql: created OrleansMembershipVersionTable, OrleansMembershipTable; wrote 9 queries",
                "PostgreSql/OrleansPersistence.sql: created OrleansStorage; wrote 4 queries",
                "PostgreSql/OrleansReminders.sql: created OrleansRemindersTable; wrote 7 queries",
            ],
            await DatabasePreparation.Run(options));
        Assert.Equal(
            [
                "PostgreSql/Stores.sql: found personalization_log, personalization_snapshot",
                "PostgreSql/OrleansQuery.sql: found OrleansQuery",
                "PostgreSql/OrleansClustering.sql: found OrleansMembershipVersionTable, OrleansMembershipTable",
                "PostgreSql/OrleansPersistence.sql: found OrleansStorage",
                "PostgreSql/OrleansReminders.sql: found OrleansRemindersTable",
            ],
            await DatabasePreparation.Run(options));
    }

    [Fact]
    public async Task Query_that_was_changed_is_written_again()
    {
        var options = await server.CreateDatabase();
        await DatabasePreparation.Run(options);
        await using var source = NpgsqlDataSource.Create(options.ConnectionString);
        await using var command = source.CreateCommand(
            "UPDATE OrleansQuery SET QueryText = '' WHERE QueryKey IN ('GatewaysQueryKey', 'ReadReminderRowKey')");
        Assert.Equal(2, await command.ExecuteNonQueryAsync());
        var lines = await DatabasePreparation.Run(options);
        Assert.EndsWith("; wrote 1 queries", lines[2], StringComparison.Ordinal);
        Assert.EndsWith("; wrote 1 queries", lines[4], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preparations_at_once_lead_to_one_schema()
    {
        var options = await server.CreateDatabase();
        var lines = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => DatabasePreparation.Run(options)));
        Assert.Single(lines, run => run.Any(line => line.Contains("created", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Fault_in_a_script_leaves_nothing()
    {
        var options = await server.CreateDatabase();
        await using var database = Databases.Database.Open(options);
        SchemaScript[] scripts = [.. SchemaScripts.OfStores(options.Provider), new("broken.sql", "CREATE TABLE;")];
        var fault = await Assert.ThrowsAsync<IOException>(() => DatabasePreparation.Run(database, scripts, default).AsTask());
        Assert.Contains("syntax error", fault.Message, StringComparison.Ordinal);
        await using var stores = EngineStores.Open(options);
        await Assert.ThrowsAsync<IOException>(() => stores.Logs.NextPosition("events/0").AsTask());
    }

    [Fact]
    public async Task User_who_may_not_create_tables_can_use_those_that_are_there()
    {
        var options = await server.CreateDatabase();
        await DatabasePreparation.Run(options);
        await using var source = NpgsqlDataSource.Create(options.ConnectionString);
        await using var command = source.CreateCommand("""
            CREATE ROLE clerk LOGIN PASSWORD 'hunter22';
            GRANT SELECT, INSERT, UPDATE, DELETE ON personalization_log, personalization_snapshot TO clerk
            """);
        await command.ExecuteNonQueryAsync();
        var clerk = new NpgsqlConnectionStringBuilder(options.ConnectionString) { Username = "clerk", Password = "hunter22" };
        await using var stores = EngineStores.Open(new() { Provider = options.Provider, ConnectionString = clerk.ToString() });
        await stores.Prepare();
        await stores.Logs.Append("events/0", 1, 1);
        Assert.Equal(1, await stores.Logs.TruncateBefore("events/0", 1));
        await stores.Snapshots.Write([new("user", "ann", 1, new byte[] { 1 })]);
    }
}
