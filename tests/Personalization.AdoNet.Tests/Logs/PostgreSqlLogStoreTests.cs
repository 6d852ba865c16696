namespace Personalization.AdoNet.Tests.Logs;

public sealed class PostgreSqlLogStoreTests(SharedServer server) : LogStoreContract
{
    protected override Task<StoreOptions> CreateDatabase() => server.CreateDatabase();
}
