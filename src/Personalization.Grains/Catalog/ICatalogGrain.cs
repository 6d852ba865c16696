using Orleans.Concurrency;
using Personalization.Log.Catalog;
using Personalization.Log.Partitions;
using Personalization.Contracts.Catalog;

namespace Personalization.Grains.Catalog;

/// <summary>The catalogue's one writer; its key is 0.</summary>
[Alias("catalog")]
public interface ICatalogGrain : IGrainWithIntegerKey
{
    /// <summary>Appends changes. When the task completes they are durable, and every node that watches has them.</summary>
    /// <returns>A receipt that counts the changes, or a refusal.</returns>
    [Alias("append")]
    Task<PartitionReply> Append([Immutable] IReadOnlyList<ItemChange> changes);

    /// <summary>The latest changes from a position on.</summary>
    /// <param name="from">The position to start at.</param>
    /// <param name="watcher">A node that wants to be told of every change, for some seconds from now; it reads all the time.</param>
    [AlwaysInterleave]
    [Alias("read")]
    ValueTask<CatalogChanges> Read(long from, ICatalogWatcher? watcher);
}
