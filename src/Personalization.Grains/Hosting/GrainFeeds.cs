using Personalization.Actors;
using Personalization.Actors.Catalog;
using Personalization.Actors.Logs;
using Personalization.Actors.Recommenders;
using Personalization.Grains.Catalog;
using Personalization.Grains.Logs;
using Personalization.Grains.Recommenders;

namespace Personalization.Grains.Hosting;

/// <summary>What a node of a running cluster follows: the grains that write.</summary>
/// <param name="grains">The grains of the cluster.</param>
/// <param name="watcher">Who is to be told of changes of the catalogue.</param>
/// <param name="stopping">Ends calls: the silo that they go to may be lost.</param>
internal sealed class GrainFeeds(IGrainFactory grains, ICatalogWatcher? watcher, CancellationToken stopping) : IClusterFeeds
{
    public ValueTask<CatalogChanges> Catalog(long from) => Of(grains.GetGrain<ICatalogGrain>(0).Read(from, watcher));

    public ValueTask<PartitionUpdates?> Items(int partition, long from) => Of(grains.GetGrain<IPartitionGrain>(partition).Updates(from));

    public ValueTask<LearntPage> Learnt(string afterKey) => Of(grains.GetGrain<ILearntGrain>(0).Read(afterKey));

    private ValueTask<T> Of<T>(ValueTask<T> call) => new(call.AsTask().WaitAsync(stopping));
}
