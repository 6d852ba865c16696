using Orleans.Concurrency;
using Personalization.Actors.Logs;
using Personalization.Contracts.Events;

namespace Personalization.Grains.Logs;

/// <summary>A partition of the event log, keyed by its number. All calls interleave.</summary>
[Alias("partition")]
public interface IPartitionGrain : IGrainWithIntegerKey
{
    /// <summary>Appends events (see <see cref="LogPartition.Publish"/>).</summary>
    [Alias("publish")]
    Task<PartitionReply> Publish([Immutable] IReadOnlyList<Event> events);

    /// <summary>What an actor has not seen yet (see <see cref="LogPartition.Tail"/>).</summary>
    [ReadOnly]
    [Alias("tail")]
    ValueTask<IReadOnlyList<LoggedEvent>> Tail(ActorKind kind, string key, long after);

    /// <summary>What was observed about items (see <see cref="LogPartition.Updates"/>).</summary>
    [ReadOnly]
    [Alias("updates")]
    ValueTask<PartitionUpdates?> Updates(long from);

    /// <summary>Takes note of what is learnt and saved (see <see cref="LogPartition.Learnt"/>).</summary>
    [Alias("learnt")]
    ValueTask Learnt(long position);
}
