using Personalization.Actors;
using Personalization.Actors.Catalog;
using Personalization.Actors.Recommenders;
using Personalization.Grains.Catalog;
using Personalization.Grains.Logs;
using Personalization.Grains.Recommenders;

namespace Personalization.Grains.Hosting;

/// <summary>What a node of a running cluster follows: the grains that write.</summary>
internal sealed class GrainFeeds(IGrainFactory grains) : IClusterFeeds
{
    public ValueTask<CatalogChanges> Catalog(long from) => grains.GetGrain<ICatalogGrain>(0).Read(from);

    public ValueTask<ItemUpdates?> Items(int partition, long from) => grains.GetGrain<IPartitionGrain>(partition).Updates(from);

    public ValueTask<LearntPage> Learnt(string afterKey) => grains.GetGrain<ILearntGrain>(0).Read(afterKey);
}
