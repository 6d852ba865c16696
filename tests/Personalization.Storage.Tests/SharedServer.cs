using Personalization.Storage.Tests;
using Personalization.Tests.Shared;

[assembly: AssemblyFixture(typeof(SharedServer))]

namespace Personalization.Storage.Tests;

/// <summary>One PostgreSQL server for all tests, started by the first that needs it; each makes a database of its own.</summary>
public sealed class SharedServer : IAsyncDisposable
{
    private readonly Lazy<Task<PostgreSqlServer>> _server = new(() => PostgreSqlServer.Start());

    /// <summary>The options of an empty database; skips the test where there is no server.</summary>
    public async Task<StoreOptions> CreateDatabase()
    {
        Assert.SkipUnless(PostgreSqlServer.Absence is null, PostgreSqlServer.Absence ?? "");
        var server = await _server.Value;
        return new() { Provider = DatabaseProvider.PostgreSql, ConnectionString = await server.CreateDatabase() };
    }

    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated)
            await (await _server.Value).DisposeAsync();
    }
}
