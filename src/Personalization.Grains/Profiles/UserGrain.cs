using Orleans.Placement;
using Personalization.Actors.Logs;
using Personalization.Actors.Profiles;
using Personalization.Contracts.Experiments;
using Personalization.Contracts.Profiles;
using Personalization.Contracts.Ranking;
using Personalization.Grains.Storage;

namespace Personalization.Grains.Profiles;

/// <summary>Hosts a person's actor. Persons are many and alike, so chance spreads them over the silos, wherever they are called from.</summary>
[GrainType("user")]
[RandomPlacement]
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

    public Task OnActivateAsync(CancellationToken token) => _stored.Activate();

    public Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => _stored.Deactivate();

    public ValueTask<long> Deliver(LogDelivery delivery) => new(_stored.Deliver(delivery));

    public ValueTask<long> Save(int partition) => _stored.Save(partition);

    async ValueTask<RecommendationResult> IUser.Recommend(RecommendationRequest request)
    {
        await Complete();
        return await Recommend(request);
    }

    async ValueTask<RecommendationResult> IUser.Rank(RankRequest request)
    {
        await Complete();
        return await Rank(request);
    }

    async ValueTask<PersonalizeResult> IUser.Personalize(PersonalizeRequest request)
    {
        await Complete();
        return await Personalize(request);
    }

    async ValueTask<AssignmentResult> IUser.Assign(AssignmentRequest request)
    {
        await Complete();
        return await Assign(request);
    }

    async ValueTask<UserProfile?> IUser.Describe()
    {
        await Complete();
        return await Describe();
    }

    async ValueTask<IReadOnlyList<double>> IUser.Features(IReadOnlyList<string> names)
    {
        await Complete();
        return await Features(names);
    }

    private ValueTask Complete() => _stored.Complete(_partition, 1);
}
