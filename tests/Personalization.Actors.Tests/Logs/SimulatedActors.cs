using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Personalization.Actors.Logs;
using Personalization.Actors.Snapshots;
using Personalization.Contracts.Events;

namespace Personalization.Actors.Tests.Logs;

/// <summary>
/// Real persons and visits on nodes that can be lost: an actor that was lost is activated again by its next call, on the next node, from its saved state and what the
/// writers of its partitions have for it since.
/// </summary>
internal sealed class SimulatedActors(ISnapshotStore snapshots, int partitions, params ActorNode[] nodes) : ILogActors
{
    private readonly ConcurrentDictionary<ActorId, SimulatedActor> _actors = new();
    private readonly ConditionalWeakTable<byte[], LoggedEvent[]> _histories = [];
    private int _activations;

    /// <summary>The writer of a partition that calls are routed to; <see langword="null"/> when there is none at the moment.</summary>
    public Func<int, LogPartition?> Writer { get; set; } = static _ => null;

    /// <summary>Asked before every delivery and, without one, before every saving.</summary>
    public Func<ActorId, LogDelivery?, ValueTask<CallFault>>? Calling { get; set; }

    public ValueTask<long> Deliver(ActorId actor, LogDelivery delivery) => Call(actor, delivery, async active =>
    {
        if (active.Actor.PositionIn(delivery.Partition) >= delivery.After)
        {
            await active.Apply(delivery.Events);
        }
        return active.Actor.PositionIn(delivery.Partition);
    });

    public ValueTask<long> Save(ActorId actor, int partition) => Call(actor, null, async active =>
    {
        var (position, reached) = (active.Actor.Position, active.Actor.PositionIn(partition));
        if (position > active.Saved)
        {
            var state = active.State();
            _histories.Add(state, [.. active.Applied]);
            await snapshots.Write([new SnapshotRow(KindOf(actor), actor.Key, position + 1, state)]);
            active.Saved = position;
        }
        return reached;
    });

    /// <summary>Loses an actor's memory.</summary>
    public void Crash(ActorId actor) => _actors.TryRemove(actor, out _);

    /// <summary>Loses the memory of all actors.</summary>
    public void CrashAll() => _actors.Clear();

    /// <summary>Reads from an actor, which is activated if it is not active.</summary>
    public async ValueTask<T> Read<T>(ActorId actor, Func<SimulatedActor, T> read)
    {
        var active = _actors.GetOrAdd(actor, Create);
        await active.Mailbox.WaitAsync();
        try
        {
            await Activate(active);
            return read(active);
        }
        finally
        {
            active.Mailbox.Release();
        }
    }

    private async ValueTask<long> Call(ActorId actor, LogDelivery? delivery, Func<SimulatedActor, ValueTask<long>> call)
    {
        var fault = Calling is { } calling ? await calling(actor, delivery) : CallFault.None;
        if (fault == CallFault.CrashBefore)
        {
            Crash(actor);
        }
        if (fault is CallFault.CrashBefore or CallFault.Lost)
        {
            throw new TimeoutException("The call was lost.");
        }
        var active = _actors.GetOrAdd(actor, Create);
        await active.Mailbox.WaitAsync();
        long reached;
        try
        {
            await Activate(active);
            reached = await call(active);
        }
        finally
        {
            active.Mailbox.Release();
        }
        if (fault == CallFault.CrashAfter)
        {
            Crash(actor);
        }
        var isCurrent = _actors.TryGetValue(actor, out var current) && current == active;
        return fault != CallFault.None || !isCurrent ? throw new TimeoutException("The answer was lost.") : reached;
    }

    private SimulatedActor Create(ActorId actor) => new(actor, nodes[Interlocked.Increment(ref _activations) % nodes.Length]);

    private async ValueTask Activate(SimulatedActor active)
    {
        if (active.IsActive)
        {
            return;
        }
        var (kind, key) = active.Id;
        if (await snapshots.Read(KindOf(active.Id), key) is { } row && active.Saved < 0)
        {
            active.Actor.Load(row.State.Span);
            active.Saved = active.Actor.Position;
            Assert.Equal(row.Position, active.Saved + 1);
            Assert.True(MemoryMarshal.TryGetArray(row.State, out var state));
            Assert.True(_histories.TryGetValue(state.Array!, out var history));
            active.Applied.AddRange(history);
        }
        foreach (var partition in active.Partitions().Append(LogRouting.PartitionOf(key, partitions)).Distinct().ToArray())
        {
            var writer = Writer(partition) ?? throw new TimeoutException("The partition moves.");
            await active.Apply(writer.Tail(active.Id, active.Actor.PositionIn(partition)));
        }
        active.IsActive = true;
    }

    private static string KindOf(ActorId actor) => actor.Kind == ActorKind.User ? SnapshotKind.User : SnapshotKind.Session;
}
