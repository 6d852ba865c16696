using Personalization.Actors.Logs;
using Personalization.Grains.Profiles;
using Personalization.Grains.Sessions;

namespace Personalization.Grains.Logs;

/// <summary>The actors that events go to, as grains.</summary>
internal sealed class GrainActors(IGrainFactory grains) : ILogActors
{
    public ValueTask<long> Deliver(ActorId actor, LogDelivery delivery) => Find(actor).Deliver(delivery);

    public ValueTask<long> Save(ActorId actor, int partition) => Find(actor).Save(partition);

    private IFollowerGrain Find(ActorId actor) =>
        actor.Kind == ActorKind.User ? grains.GetGrain<IUserGrain>(actor.Key) : grains.GetGrain<ISessionGrain>(actor.Key);
}
