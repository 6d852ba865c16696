using Personalization.Actors.Logs;
using Personalization.Grains.Profiles;
using Personalization.Grains.Sessions;

namespace Personalization.Grains.Logs;

/// <summary>The actors that events go to, as grains.</summary>
/// <param name="grains">The grains of the cluster.</param>
/// <param name="leaving">Ends saving: the silo deactivates its grains, which save themselves.</param>
internal sealed class GrainActors(IGrainFactory grains, CancellationToken leaving = default) : ILogActors
{
    public ValueTask<long> Deliver(ActorId actor, LogDelivery delivery) => Find(actor).Deliver(delivery);

    public async ValueTask<long> Save(ActorId actor, int partition)
    {
        leaving.ThrowIfCancellationRequested();
        return await Find(actor).Save(partition).AsTask().WaitAsync(leaving);
    }

    private IFollowerGrain Find(ActorId actor) =>
        actor.Kind == ActorKind.User ? grains.GetGrain<IUserGrain>(actor.Key) : grains.GetGrain<ISessionGrain>(actor.Key);
}
