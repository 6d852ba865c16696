using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Personalization.Actors.Events;
using Personalization.Actors.Logs;
using Personalization.Contracts.Events;

namespace Personalization.Grains.Logs;

/// <summary>Hosts a partition of the event log, which guards itself, so calls interleave. It goes to where it belongs when silos have come.</summary>
[GrainType("partition")]
[PartitionPlacement]
[Reentrant]
[KeepAlive]
internal sealed class PartitionGrain(IGrainContext context, SiloNode silo, PartitionPlaces places) : IPartitionGrain, IGrainBase, IDisposable
{
    // A publisher that waits longer sends again. So no call stays for good when Orleans gives this activation up, which waits for all calls, and events on their way to
    // their actors wait for what is given up.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    // Cancelled when this activation is to end: what is under way is then left to the next one, which ids keep from counting anything twice.
    private readonly CancellationTokenSource _leaving = CancellationTokenSource.CreateLinkedTokenSource(silo.Leaving);
    private LogPartition _partition = null!;

    public IGrainContext GrainContext => context;

    private int Number => (int)this.GetPrimaryKeyLong();

    public async Task OnActivateAsync(CancellationToken token)
    {
        _partition = await LogPartition.Open(
            Number, silo.Log, silo.Snapshots, new GrainActors(silo.Grains, silo.Leaving), silo.Node, silo.Options, silo.Loggers.CreateLogger<LogPartition>());
        silo.Partitions[Number] = _partition;
        this.RegisterGrainTimer(MoveIfElsewhere, places.Review, places.Review);
    }

    public async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token)
    {
        await _leaving.CancelAsync();
        if (_partition is not null)
        {
            silo.Partitions.TryRemove(new(Number, _partition));

            // Calls wait for the successor; whoever leaves in good order has had everybody saved before.
            await _partition.Close(save: false);
        }
    }

    public void Dispose() => _leaving.Dispose();

    public async Task<PartitionReply> Publish(IReadOnlyList<Event> events)
    {
        try
        {
            return new PartitionReply(await _partition.Publish(events).WaitAsync(s_patience, _leaving.Token), null, "");
        }
        catch (LogUnavailableException fault)
        {
            if (_partition.IsFenced)
            {
                // The next call gets a new activation, which starts from the store.
                await Leave();
            }
            return PartitionReply.Of(fault);
        }
        catch (Exception fault) when (fault is OperationCanceledException or TimeoutException)
        {
            return new PartitionReply(null, LogRefusal.Moved, $"The log '{LogNames.Events(Number)}' moves to another node, or has not reached all whom it concerns. Try again: the request will find it.");
        }
    }

    public ValueTask<IReadOnlyList<LoggedEvent>> Tail(ActorKind kind, string key, long after) => new(_partition.Tail(new ActorId(kind, key), after));

    public ValueTask<PartitionUpdates?> Updates(long from) => new(_partition.Updates(from));

    public ValueTask Learnt(long position) => _partition.Learnt(position);

    private async Task MoveIfElsewhere()
    {
        if (_partition.IsFenced)
        {
            await Leave();
            return;
        }
        if (places.Elsewhere(Number) is not { } place || _leaving.IsCancellationRequested)
        {
            return;
        }
        try
        {
            // While all still answer, so that little is left to do twice.
            await _partition.Checkpoint();
        }
        catch (IOException)
        {
            // The partition tells of it itself. A store that does not answer now would not let the next activation start either.
            return;
        }
        RequestContext.Set(Orleans.Runtime.Placement.IPlacementDirector.PlacementHintKey, place);
        this.MigrateOnIdle();
        await _leaving.CancelAsync();
    }

    private async Task Leave()
    {
        this.DeactivateOnIdle();
        await _leaving.CancelAsync();
    }
}
