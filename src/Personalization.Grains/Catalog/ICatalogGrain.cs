using Orleans.Concurrency;
using Personalization.Actors.Catalog;
using Personalization.Actors.Logs;
using Personalization.Contracts.Catalog;

namespace Personalization.Grains.Catalog;

/// <summary>The catalogue's one writer; its key is 0.</summary>
[Alias("catalog")]
public interface ICatalogGrain : IGrainWithIntegerKey
{
    /// <summary>Appends changes. When the task completes they are durable, and every node that watches has them.</summary>
    /// <returns>A receipt that counts the changes, or a refusal.</returns>
    [Alias("append")]
    Task<PartitionReply> Append(IReadOnlyList<ItemChange> changes);

    /// <summary>The latest changes from a position on.</summary>
    [AlwaysInterleave]
    [Alias("read")]
    ValueTask<CatalogChanges> Read(long from);

    /// <summary>Has a node told of every change, for a minute from now.</summary>
    [AlwaysInterleave]
    [Alias("watch")]
    ValueTask Watch(ICatalogWatcher watcher);
}
