using System.Diagnostics.Metrics;
using Personalization.Log.Catalog;
using Personalization.Log.Partitions;
using Personalization.Log.Recommenders;
using Personalization.Grains.Partitions;
using Microsoft.Extensions.Logging;
using Personalization.Log;
using Personalization.Log.Experiments;

namespace Personalization.Grains.Hosting;

/// <summary>
/// Goes with the silo's life: the read models are filled from the stores before the silo takes its first grain, then follow the cluster;
/// when the silo leaves, all is saved while every grain still answers.
/// </summary>
internal sealed class SiloLifecycle(
    EngineProcess process, SiloContext silo, ClusterFollower follower, PartitionPlaces places, IMeterFactory meters)
    : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe(nameof(SiloLifecycle), ServiceLifecycleStage.RuntimeStorageServices, Fill, End);
        lifecycle.Subscribe(nameof(SiloLifecycle), ServiceLifecycleStage.Active, Follow, Leave);
    }

    private Task Fill(CancellationToken cancellationToken)
    {
        silo.Know(places);
        meters.Measure(process);
        meters.Measure(silo);
        return follower.Load(new StoredFeeds(silo), cancellationToken);
    }

    private async Task Follow(CancellationToken cancellationToken)
    {
        await follower.Follow(cancellationToken);
        silo.Node.Exposures.Start(silo.Events, process.Options.Log.Partitions, process.Loggers.CreateLogger<ExposureLog>());
    }

    private async Task Leave(CancellationToken cancellationToken)
    {
        await silo.Node.Exposures.DisposeAsync();
        await follower.DisposeAsync();
        await silo.Leave(process.Options.ShutdownTimeout / 3, cancellationToken);
    }

    // On a clean end all grains have been deactivated and saved by now.
    private async Task End(CancellationToken cancellationToken)
    {
        await follower.DisposeAsync();
        await process.DisposeAsync();
    }

    /// <summary>What a silo fills its read models from before it belongs to the cluster: the stores themselves.</summary>
    private sealed class StoredFeeds(SiloContext silo) : IClusterFeeds
    {
        private readonly LearntStates _learnt = new(silo.Snapshots, silo.Learning, silo.Options.Partitions, TimeProvider.System);
        private CatalogLog? _catalog;

        public async ValueTask<CatalogChanges> Catalog(long from) =>
            (_catalog ??= await CatalogLog.Open(silo.Log, silo.Snapshots)).Read(from, int.MaxValue);

        // Only the partitions themselves know what they observed.
        public ValueTask<PartitionUpdates?> Items(int partition, long from, bool wait) => new(new PartitionUpdates(partition, from, []));

        public ValueTask<LearntPage> Learnt(string afterKey) => _learnt.Read(afterKey);
    }
}
