using Orleans.Storage;
using Personalization.Actors;
using Personalization.Actors.Logs;
using Personalization.Contracts.Events;
using Personalization.Engine.Binary;
using Personalization.Grains.Logs;

namespace Personalization.Grains.Storage;

/// <summary>How an actor follows the log and is saved behind it: what the grains of persons and visits share. One call at a time, like its grain.</summary>
/// <param name="actor">The actor.</param>
/// <param name="stored">Where its state is kept.</param>
/// <param name="id">Its identity.</param>
/// <param name="silo">What the grains of this silo share.</param>
internal sealed class StoredActor(IFollower actor, IPersistentState<ActorSnapshot> stored, ActorId id, SiloNode silo)
{
    private long _saved = -1;

    /// <summary>Brings the actor up to date: its saved state, and what the partitions have had for it since.</summary>
    /// <param name="partitions">The partitions that may have events for it, asked once the state is loaded.</param>
    public async Task Activate(Func<IEnumerable<int>> partitions)
    {
        if (stored.RecordExists)
        {
            actor.Load(stored.State.State.Span);
            stored.State.State = default;
        }
        _saved = actor.Position;
        foreach (var partition in partitions().Distinct().ToArray())
        {
            Apply(await silo.Grains.GetGrain<IPartitionGrain>(partition).Tail(id.Kind, id.Key, actor.PositionIn(partition)));
        }
    }

    /// <summary>Applies events unless some before them are missing.</summary>
    /// <returns>How far the actor is in the partition.</returns>
    public long Deliver(LogDelivery delivery)
    {
        if (actor.PositionIn(delivery.Partition) >= delivery.After)
        {
            Apply(delivery.Events);
        }
        return actor.PositionIn(delivery.Partition);
    }

    /// <summary>Saves the state if it has changed.</summary>
    /// <returns>How far the saved state is in the partition.</returns>
    public async ValueTask<long> Save(int partition)
    {
        var position = actor.PositionIn(partition);
        if (actor.Position > _saved)
        {
            var progress = actor.Position;
            var writer = new ByteWriter(1024);
            actor.Save(writer);
            (stored.State.Position, stored.State.State) = (progress + 1, writer.WrittenMemory);
            try
            {
                await stored.WriteStateAsync();
                _saved = progress;
            }
            finally
            {
                stored.State.State = default;
            }
        }
        return position;
    }

    /// <summary>Saves the state on the way out of memory, unless another activation of the actor has got further: then this one is a leftover, and what it knows is in the log.</summary>
    public async Task Deactivate()
    {
        try
        {
            await Save(0);
        }
        catch (InconsistentStateException)
        {
            // The other one's state stands.
        }
    }

    // One at a time, so that an event that the actor cannot digest does not take the others with it.
    private void Apply(IReadOnlyList<LoggedEvent> events)
    {
        for (var i = 0; i < events.Count; i++)
        {
            try
            {
                actor.Apply(events[i]);
            }
            catch (Exception fault)
            {
                silo.Failed(fault, id.Kind, events[i].Position);
            }
        }
    }
}
