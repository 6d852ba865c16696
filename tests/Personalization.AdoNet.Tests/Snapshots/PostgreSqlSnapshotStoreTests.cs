namespace Personalization.AdoNet.Tests.Snapshots;

public sealed class PostgreSqlSnapshotStoreTests(SharedServer server) : SnapshotStoreContract
{
    protected override Task<StoreOptions> CreateDatabase() => server.CreateDatabase();
}
