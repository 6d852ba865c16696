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
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private long _saved = -1;
    private bool _isComplete;

    /// <summary>Loads the saved state. Partitions deliver what came since; until somebody reads, nothing more is needed.</summary>
    public async Task Activate()
    {
        if (stored.RecordExists)
        {
            if (stored.State.State.IsEmpty)
            {
                // It came from another silo.
                await stored.ReadStateAsync();
            }
            actor.Load(stored.State.State.Span);
            stored.State.State = default;
        }
        _saved = actor.Position;
    }

    /// <summary>
    /// Before the first reading, applies what partitions have for the actor that is not in its saved state: it may have been acknowledged to an activation that was lost. An
    /// actor never waits for a partition otherwise, nor for long, since a partition that ends waits for those it delivers to.
    /// </summary>
    /// <param name="from">The first of the partitions that may have events for it.</param>
    /// <param name="count">How many partitions.</param>
    /// <exception cref="TimeoutException">A partition does not answer, since it moves or its silo is lost.</exception>
    public ValueTask Complete(int from, int count) => _isComplete ? ValueTask.CompletedTask : CatchUp(from, count);

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

    private async ValueTask CatchUp(int from, int count)
    {
        var tails = Enumerable.Range(from, count)
            .Select(p => silo.Grains.GetGrain<IPartitionGrain>(p).Tail(id.Kind, id.Key, actor.PositionIn(p)).AsTask()).ToArray();
        foreach (var events in await Task.WhenAll(tails).WaitAsync(s_patience))
        {
            Apply(events);
        }
        _isComplete = true;
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
