using Personalization.Actors.Trials;
using Personalization.Contracts.Events;
using Personalization.Engine.Trials;
using Personalization.Grains.Hosting;

namespace Personalization.Grains.Trials;

/// <summary>The log as a silo's keeper of experiments sees it. Thread-safe.</summary>
/// <param name="silo">What the grains of the silo share.</param>
/// <param name="follower">Keeps what is known current.</param>
internal sealed class SiloTrials(SiloNode silo, ReplicaFollower follower) : ITrialLog
{
    public async Task Announce(Event e)
    {
        await silo.Events.Announce(e);
        await follower.Node.Settle();
    }

    public async Task<T> Read<T>(Func<TrialBook, T> read)
    {
        await follower.Node.Settle();
        return await silo.Learning.Enqueue(() => read(silo.Node.Book));
    }
}
