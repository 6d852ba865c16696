using Personalization.Grains.Hosting;

namespace Personalization.Grains.Tests.Cluster;

/// <summary>One cluster for all tests of a class, on an SQLite file.</summary>
public class ClusterFixture : IAsyncLifetime
{
    private TestCluster? _cluster;

    internal virtual TestCluster Cluster => _cluster!;

    public virtual async ValueTask InitializeAsync()
    {
        if (ClusterEngine.IsBuiltIn)
        {
            _cluster = await Start();
        }
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
        GC.SuppressFinalize(this);
    }

    private protected virtual Task<TestCluster> Start() => TestCluster.Start();
}
