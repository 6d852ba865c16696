using Personalization.Storage.Databases;

namespace Personalization.Storage.Tests.Dialects;

public sealed class PostgreSqlPlanTests(SharedServer server)
{
    // Without statistics the planner once expected few states and sorted all that follow for every page: 57 ms a page instead of 3.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pages_are_read_in_the_order_of_the_key_with_and_without_statistics(bool hasStatistics)
    {
        var options = await server.CreateDatabase();
        await DatabasePreparation.Run(options);
        await using var database = Database.Open(options);
        await Execute(database, """
            INSERT INTO personalization_snapshot (kind, id, position, state)
            SELECT kind, 'k' || to_char(i, 'FM000000'), 1, repeat('x', 200)::bytea FROM generate_series(1, 20000) i, unnest(ARRAY['item', 'user']) kind
            """);
        await Execute(database, """
            INSERT INTO personalization_log (log_name, first_position, entry_count, payload)
            SELECT log, i, 1, repeat('x', 200)::bytea FROM generate_series(1, 10000) i, unnest(ARRAY['a', 'b', 'c', 'd']) log
            """);
        if (hasStatistics)
            await Execute(database, "ANALYZE");
        foreach (var part in new[] { "item", "user" })
        {
            await AssertUnsorted(database, database.Dialect.FirstSnapshots, ("kind", part), ("row_limit", 16));
            await AssertUnsorted(database, database.Dialect.NextSnapshots, ("kind", part), ("id", "k000500"), ("row_limit", 256));
            await AssertUnsorted(database, database.Dialect.NextSnapshots, ("kind", part), ("id", "k019000"), ("row_limit", 256));
        }

        foreach (var log in new[] { "a", "b", "d" })
        {
            await AssertUnsorted(database, database.Dialect.NextPosition, ("log_name", log));
            await AssertUnsorted(database, database.Dialect.RowAt, ("log_name", log), ("position", 500L));
            await AssertUnsorted(database, database.Dialect.Rows, ("log_name", log), ("position", 500L), ("row_limit", 256));
            await AssertUnsorted(database, database.Dialect.OldestRows, ("log_name", log), ("position", 9_000L));
        }
    }

    private static async Task Execute(Database database, string statement) =>
        await database.Write("Test", session => session.Execute(statement), TestContext.Current.CancellationToken);

    private static async Task AssertUnsorted(Database database, string query, params (string, object)[] parameters)
    {
        var plan = await database.Read(
            "Test",
            async session =>
            {
                var lines = new List<string>();
                await using var command = session.Command("EXPLAIN " + query, parameters);
                await using var reader = await command.ExecuteReaderAsync(session.Cancellation);
                while (await reader.ReadAsync(session.Cancellation))
                    lines.Add(reader.GetString(0));
                return string.Join('\n', lines);
            },
            TestContext.Current.CancellationToken);
        Assert.True(
            plan.Contains("Index Scan", StringComparison.Ordinal) || plan.Contains("Index Only Scan", StringComparison.Ordinal), plan);
        Assert.DoesNotContain("Sort", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Bitmap", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
    }
}
