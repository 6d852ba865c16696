using Personalization.Storage.Tests.Logs;
using Personalization.Tests.Shared;

namespace Personalization.Storage.Tests.Stores;

public sealed class OutageTests
{
    [Fact]
    public async Task Server_that_stops_leads_to_exceptions_until_it_is_back()
    {
        Assert.SkipUnless(PostgreSqlServer.Absence is null, PostgreSqlServer.Absence ?? "");
        await using var server = await PostgreSqlServer.Start();
        await using var stores = EngineStores.Open(
            new() { Provider = DatabaseProvider.PostgreSql, ConnectionString = await server.CreateDatabase() });
        await stores.Prepare();
        await stores.Logs.Append("events/0", 1);
        await stores.Snapshots.Write([new("user", "ann", 1, new byte[] { 1 })]);

        // Several connections are pooled, and all of them end.
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => stores.Ping().AsTask()));
        await server.Stop();
        var fault = await Assert.ThrowsAsync<IOException>(() => stores.Logs.TryAppend("events/0", 1, 1, Rows.Of(1, "a")).AsTask());
        Assert.Contains(
            "Appending to the log 'events/0' at position 1 failed in the postgresql database test_1 at 127.0.0.1:", fault.Message,
            StringComparison.Ordinal);
        Assert.DoesNotContain(server.Password, fault.ToString(), StringComparison.Ordinal);
        await Assert.ThrowsAsync<IOException>(() => stores.Logs.NextPosition("events/0").AsTask());
        await Assert.ThrowsAsync<IOException>(() => stores.Logs.Texts("events/0"));
        await Assert.ThrowsAsync<IOException>(() => stores.Snapshots.Read("user", "ann").AsTask());
        await Assert.ThrowsAsync<IOException>(() => stores.Snapshots.Write([new("user", "ann", 2, new byte[] { 2 })]).AsTask());
        await Assert.ThrowsAsync<IOException>(() => stores.Ping().AsTask());

        await server.Resume();
        await stores.Ping();
        Assert.Equal(1, await stores.Logs.NextPosition("events/0"));
        await stores.Logs.Append("events/0", 1);
        Assert.Equal(2, (await stores.Logs.Texts("events/0")).Count);
        Assert.Equal(1, (await stores.Snapshots.Read("user", "ann"))!.Value.Position);
    }

    [Fact]
    public async Task Server_that_restarts_between_two_calls_leads_to_at_most_one_exception()
    {
        Assert.SkipUnless(PostgreSqlServer.Absence is null, PostgreSqlServer.Absence ?? "");
        await using var server = await PostgreSqlServer.Start();
        await using var stores = EngineStores.Open(
            new() { Provider = DatabaseProvider.PostgreSql, ConnectionString = await server.CreateDatabase() });
        await stores.Prepare();
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => stores.Ping().AsTask()));
        await server.Stop();
        await server.Resume();
        var fault = await Record.ExceptionAsync(() => stores.Ping().AsTask());
        Assert.True(fault is null or IOException, $"{fault}");
        for (var i = 0; i < 10; i++)
            await stores.Ping();
    }

    [Fact]
    public async Task Server_that_refuses_the_password_leads_to_an_exception_without_it()
    {
        Assert.SkipUnless(PostgreSqlServer.Absence is null, PostgreSqlServer.Absence ?? "");
        await using var server = await PostgreSqlServer.Start();
        var connectionString = (await server.CreateDatabase()).Replace(server.Password, "hunter22", StringComparison.Ordinal);
        await using var stores = EngineStores.Open(new() { Provider = DatabaseProvider.PostgreSql, ConnectionString = connectionString });
        var fault = await Assert.ThrowsAsync<IOException>(() => stores.Ping().AsTask());
        Assert.Contains("password authentication failed", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter22", fault.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter22", stores.Description, StringComparison.Ordinal);
    }
}
