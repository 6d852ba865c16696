namespace Personalization.Storage.Tests.Logs;

public sealed class PostgreSqlLogStoreTests(SharedServer server) : LogStoreContract
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    public async Task Log_is_read_whole_whatever_the_page(int pageRows)
    {
        await Stores.Logs.Append("events/0", [.. Enumerable.Repeat(2, 48)]);
        var texts = await Open(options => options.PageRows = pageRows).Logs.Texts("events/0", 1);
        Assert.Equal(Enumerable.Range(1, 95).Select(static position => $"events/0@{position}"), texts);
    }

    protected override Task<StoreOptions> CreateStores() => server.CreateDatabase();

    protected override async Task Replace(string log, long firstPosition, byte[] row)
    {
        await using var database = Databases.Database.Open(Options);
        var set = $"UPDATE personalization_log SET payload = '\\x{Convert.ToHexString(row)}'";
        await database.Write(
            "Test",
            session => session.Execute($"{set} WHERE log_name = '{log}' AND first_position = {firstPosition}"),
            TestContext.Current.CancellationToken);
    }
}
