using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Runtime.Placement;
using Personalization.Actors.Events;
using Personalization.Actors.Logs;
using Personalization.Actors.Recommenders;
using Personalization.Contracts.Events;

namespace Personalization.Grains.Logs;

/// <summary>Hosts a partition of the event log, which guards itself, so calls interleave.</summary>
[GrainType("partition")]
[Reentrant]
[KeepAlive]
internal sealed class PartitionGrain(IGrainContext context, SiloNode silo, ISiloStatusOracle silos) : IPartitionGrain, IGrainBase
{
    private static readonly TimeSpan s_review = TimeSpan.FromSeconds(15);

    private LogPartition _partition = null!;

    public IGrainContext GrainContext => context;

    public async Task OnActivateAsync(CancellationToken token)
    {
        var number = (int)this.GetPrimaryKeyLong();
        _partition = await LogPartition.Open(
            number, silo.Log, silo.Snapshots, new GrainActors(silo.Grains), silo.Node, silo.Options, silo.Loggers.CreateLogger<LogPartition>());
        silo.Partitions[number] = _partition;
        this.RegisterGrainTimer(MoveIfTooMany, s_review, s_review);
    }

    public async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token)
    {
        if (_partition is not null)
        {
            silo.Partitions.TryRemove(new((int)this.GetPrimaryKeyLong(), _partition));

            // Calls wait for the successor, among them those that saving would take; a silo that leaves has had everybody saved before (see GiveUpPartitions).
            await _partition.Close(save: false);
        }
    }

    public async Task<PartitionReply> Publish(IReadOnlyList<Event> events)
    {
        try
        {
            return new PartitionReply(await _partition.Publish(events), null, "");
        }
        catch (LogUnavailableException fault)
        {
            if (_partition.IsFenced)
            {
                // Who waits here would keep this activation from leaving. The next call gets a new one, which starts from the store.
                await _partition.Close(save: false);
                this.DeactivateOnIdle();
            }
            return PartitionReply.Of(fault);
        }
    }

    public ValueTask<IReadOnlyList<LoggedEvent>> Tail(ActorKind kind, string key, long after) => new(_partition.Tail(new ActorId(kind, key), after));

    public ValueTask<ItemUpdates?> Updates(long from) => new(_partition.Updates(from));

    public ValueTask Learnt(long position) => _partition.Learnt(position);

    // A silo that joins should get its share: one with more than that lets the partition with the highest number go to another, one at a review.
    private async Task MoveIfTooMany()
    {
        var others = silos.GetApproximateSiloStatuses(onlyActive: true).Keys.Where(s => !s.Equals(context.Address.SiloAddress)).ToArray();
        var number = (int)this.GetPrimaryKeyLong();
        var share = (silo.Options.Partitions + others.Length) / (others.Length + 1);
        if (others.Length == 0 || silo.Partitions.Count <= share || silo.Partitions.Keys.Max() != number)
        {
            return;
        }
        silo.Partitions.TryRemove(new(number, _partition));
        await _partition.Checkpoint();
        await _partition.Close(save: false);
        RequestContext.Set(IPlacementDirector.PlacementHintKey, others[number % others.Length]);
        this.MigrateOnIdle();
    }
}
