using Personalization.Actors.Logs;
using Personalization.Actors.Profiles;
using Personalization.Grains.Storage;

namespace Personalization.Grains.Profiles;

/// <summary>Hosts a person's actor.</summary>
[GrainType("user")]
internal sealed class UserGrain : UserActor, IUserGrain, IGrainBase
{
    private readonly StoredActor _stored;
    private readonly int _partition;

    public UserGrain(IGrainContext context, SiloNode silo, [PersistentState("user", StorageNames.Profiles)] IPersistentState<ActorSnapshot> state)
        : base(context.GrainId.Key.ToString()!, silo.Node)
    {
        var key = context.GrainId.Key.ToString()!;
        GrainContext = context;
        _partition = LogRouting.PartitionOf(key, silo.Options.Partitions);
        _stored = new StoredActor(this, state, new ActorId(ActorKind.User, key), silo);
    }

    public IGrainContext GrainContext { get; }

    public Task OnActivateAsync(CancellationToken token) => _stored.Activate(() => [_partition]);

    public Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => _stored.Deactivate();

    public ValueTask<long> Deliver(LogDelivery delivery) => new(_stored.Deliver(delivery));

    public ValueTask<long> Save(int partition) => _stored.Save(partition);
}
