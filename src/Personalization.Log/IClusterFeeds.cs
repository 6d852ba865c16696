using Personalization.Log.Catalog;
using Personalization.Log.Partitions;
using Personalization.Log.Recommenders;

namespace Personalization.Log;

/// <summary>What every node of a cluster follows to keep its replica current. Thread-safe.</summary>
public interface IClusterFeeds
{
    /// <summary>The latest changes of the catalogue from a position on.</summary>
    ValueTask<CatalogChanges> Catalog(long from);

    /// <summary>What a partition observed about items from a position on; <see langword="null"/> when that is not kept any more.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="from">The position.</param>
    /// <param name="wait">Whether to wait some seconds for more when there is none yet.</param>
    ValueTask<PartitionUpdates?> Items(int partition, long from, bool wait);

    /// <summary>Saved learnt states after a key, to start from.</summary>
    ValueTask<LearntPage> Learnt(string afterKey);
}
