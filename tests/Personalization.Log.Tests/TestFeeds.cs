using Personalization.Log.Catalog;
using Personalization.Log.Partitions;
using Personalization.Log.Recommenders;

namespace Personalization.Log.Tests;

/// <summary>Feeds of a cluster, each as the test wants it; by default nothing has happened.</summary>
internal sealed class TestFeeds : IClusterFeeds
{
    public Func<long, ValueTask<CatalogChanges>> OfCatalog { get; set; } = static from => new(new CatalogChanges(from, true, []));

    public Func<int, long, PartitionUpdates?> OfItems { get; set; } = static (partition, from) => new(partition, from, []);

    public Func<string, ValueTask<LearntPage>> OfLearnt { get; set; } = static _ => new(new LearntPage(0, [0, 0], []));

    public ValueTask<CatalogChanges> Catalog(long from) => OfCatalog(from);

    public ValueTask<PartitionUpdates?> Items(int partition, long from, bool wait) => new(OfItems(partition, from));

    public ValueTask<LearntPage> Learnt(string afterKey) => OfLearnt(afterKey);
}
