using Personalization.Log;
using Personalization.Log.Catalog;
using Personalization.Log.Partitions;
using Personalization.Log.Recommenders;
using Personalization.Grains.Catalog;
using Personalization.Grains.Partitions;
using Personalization.Grains.Recommenders;

namespace Personalization.Grains.Hosting;

/// <summary>What a node of a running cluster follows: the partitions in this process, and the grains that write elsewhere.</summary>
/// <param name="grains">The grains of the cluster.</param>
/// <param name="here">The partitions that this process writes: asked without a message.</param>
/// <param name="watcher">Who is to be told of changes of the catalogue.</param>
/// <param name="stopping">Ends calls: the silo that they go to may be lost.</param>
internal sealed class GrainFeeds(
    IGrainFactory grains, IReadOnlyDictionary<int, LogPartition> here, ICatalogWatcher? watcher, CancellationToken stopping) : IClusterFeeds
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    public ValueTask<CatalogChanges> Catalog(long from) => Of(grains.GetGrain<ICatalogGrain>(0).Read(from, watcher));

    public ValueTask<PartitionUpdates?> Items(int partition, long from, bool wait)
    {
        if (here.TryGetValue(partition, out var local))
        {
            return wait ? new(local.NextUpdates(from, s_patience, stopping, isHere: true)) : new(local.Updates(from, isHere: true));
        }
        return Of(grains.GetGrain<IPartitionGrain>(partition).Updates(from, wait));
    }

    public ValueTask<LearntPage> Learnt(string afterKey) => Of(grains.GetGrain<ILearntGrain>(0).Read(afterKey));

    private ValueTask<T> Of<T>(ValueTask<T> call) => new(call.AsTask().WaitAsync(stopping));
}
