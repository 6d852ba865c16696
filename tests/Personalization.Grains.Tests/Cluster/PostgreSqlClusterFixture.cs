using Personalization.AdoNet;
using Personalization.Tests.Shared;

namespace Personalization.Grains.Tests.Cluster;

/// <summary>The same on a PostgreSQL server of its own: logs, states in Orleans' own tables, and the table of members. Tests are skipped where there is no server.</summary>
public sealed class PostgreSqlClusterFixture : ClusterFixture
{
    private PostgreSqlServer? _server;

    internal override TestCluster Cluster
    {
        get
        {
            Assert.SkipUnless(PostgreSqlServer.Absence is null, PostgreSqlServer.Absence ?? "");
            return base.Cluster;
        }
    }

    public override async ValueTask InitializeAsync()
    {
        if (PostgreSqlServer.Absence is null)
        {
            await base.InitializeAsync();
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private protected override async Task<TestCluster> Start()
    {
        _server = await PostgreSqlServer.Start();
        return await TestCluster.Start(new StoreOptions { Provider = DatabaseProvider.PostgreSql, ConnectionString = await _server.CreateDatabase() });
    }
}
