using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Personalization.Actors.Events;
using Personalization.Actors.Logs;
using Personalization.Actors.Recommenders;
using Personalization.Contracts.Events;

namespace Personalization.Grains.Logs;

/// <summary>Hosts a partition of the event log, which guards itself, so calls interleave.</summary>
[GrainType("partition")]
[Reentrant]
[KeepAlive]
internal sealed class PartitionGrain(IGrainContext context, SiloNode silo) : IPartitionGrain, IGrainBase
{
    private LogPartition _partition = null!;

    public IGrainContext GrainContext => context;

    public async Task OnActivateAsync(CancellationToken token)
    {
        var number = (int)this.GetPrimaryKeyLong();
        _partition = await LogPartition.Open(
            number, silo.Log, silo.Snapshots, new GrainActors(silo.Grains), silo.Node, silo.Options, silo.Loggers.CreateLogger<LogPartition>());
        silo.Partitions[number] = _partition;
    }

    public async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token)
    {
        if (_partition is not null)
        {
            silo.Partitions.TryRemove(new((int)this.GetPrimaryKeyLong(), _partition));

            // Calls wait for the successor, among them those that saving would take; a silo that leaves has had everybody saved before (see SaveBehind).
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
                // The next call gets a new activation, which starts from the store.
                this.DeactivateOnIdle();
            }
            return PartitionReply.Of(fault);
        }
    }

    public ValueTask<IReadOnlyList<LoggedEvent>> Tail(ActorKind kind, string key, long after) => new(_partition.Tail(new ActorId(kind, key), after));

    public ValueTask<ItemUpdates?> Updates(long from) => new(_partition.Updates(from));

    public ValueTask Learnt(long position) => _partition.Learnt(position);
}
