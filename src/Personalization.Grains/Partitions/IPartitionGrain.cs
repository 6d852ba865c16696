using Personalization.Log.Partitions;
using Personalization.Contracts.Events;

namespace Personalization.Grains.Partitions;

/// <summary>A partition of the event log, keyed by its number. All calls interleave.</summary>
[Alias("partition")]
public interface IPartitionGrain : IGrainWithIntegerKey
{
    /// <summary>Appends events (see <see cref="LogPartition.Publish"/>).</summary>
    [Alias("publish")]
    Task<PartitionReply> Publish([Immutable] IReadOnlyList<Event> events);

    /// <summary>
    /// What was observed about items from a position on; waits some seconds for it when there is nothing yet (see
    /// <see cref="LogPartition.Updates"/>).
    /// </summary>
    [Alias("updates")]
    ValueTask<PartitionUpdates?> Updates(long from, bool wait);

    /// <summary>Takes note of what is learnt and saved (see <see cref="LogPartition.Learnt"/>).</summary>
    [Alias("learnt")]
    ValueTask Learnt(long position);

    /// <summary>What the partition has in memory, and of how many it is one.</summary>
    [Alias("census")]
    ValueTask<PartitionCounts> Counts();
}
