using Personalization.Actors;
using Personalization.Actors.Catalog;
using Personalization.Actors.Logs;
using Personalization.Actors.Recommenders;
using Personalization.Actors.Snapshots;

namespace Personalization.Grains.Hosting;

/// <summary>What a silo fills its replica from before it belongs to the cluster: the stores themselves.</summary>
internal sealed class StoreFeeds(ILogStore log, ISnapshotStore snapshots, NodeLearning learning, int partitions) : IClusterFeeds
{
    private readonly LearntStates _learnt = new(snapshots, learning, partitions, TimeProvider.System);
    private CatalogLog? _catalog;

    public async ValueTask<CatalogChanges> Catalog(long from) => (_catalog ??= await CatalogLog.Open(log, snapshots)).Read(from, int.MaxValue);

    // Only the partitions themselves know what they observed.
    public ValueTask<PartitionUpdates?> Items(int partition, long from) => new(new PartitionUpdates(partition, from, []));

    public ValueTask<LearntPage> Learnt(string afterKey) => _learnt.Read(afterKey);
}
