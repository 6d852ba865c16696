namespace Personalization.Actors.Logs;

/// <summary>The actors that a partition's events go to, wherever in the cluster they are. Thread-safe.</summary>
public interface ILogActors
{
    /// <summary>Hands events to an actor, which applies those that it has not applied yet, unless it misses some before them.</summary>
    /// <returns>The position of the last event of this partition that the actor has applied; -1 for none.</returns>
    ValueTask<long> Deliver(ActorId actor, LogDelivery delivery);

    /// <summary>Has an actor saved.</summary>
    /// <returns>The position of the last event of <paramref name="partition"/> that its saved state includes; -1 for none.</returns>
    ValueTask<long> Save(ActorId actor, int partition);
}
