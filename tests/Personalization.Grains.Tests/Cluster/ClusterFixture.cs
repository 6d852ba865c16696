using Personalization.Tests.Shared;

namespace Personalization.Grains.Tests.Cluster;

/// <summary>One cluster for all tests of a class. They are skipped where there is no PostgreSQL server.</summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    internal TestCluster Cluster
    {
        get
        {
            Assert.SkipUnless(PostgreSqlServer.Absence is null, PostgreSqlServer.Absence ?? "");
            return field;
        }
        private set;
    } = null!;

    public async ValueTask InitializeAsync()
    {
        if (PostgreSqlServer.Absence is null)
        {
            Cluster = await TestCluster.Start();
        }
    }

    public ValueTask DisposeAsync() => PostgreSqlServer.Absence is null ? Cluster.DisposeAsync() : ValueTask.CompletedTask;
}
