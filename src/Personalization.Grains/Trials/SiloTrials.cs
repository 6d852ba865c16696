using Personalization.Actors.Trials;
using Personalization.Contracts.Events;
using Personalization.Engine.Trials;
using Personalization.Grains.Hosting;

namespace Personalization.Grains.Trials;

/// <summary>The log as a silo's keeper of experiments sees it. Thread-safe.</summary>
/// <param name="services">What the grains of the silo share.</param>
internal sealed class SiloTrials(NodeServices services) : ITrialLog
{
    public async Task Announce(Event e)
    {
        await services.Silo.Events.Announce(e);
        await services.Follower.Node.Settle();
    }

    public async Task<T> Read<T>(Func<TrialBook, T> read)
    {
        await services.Follower.Node.Settle();
        return await services.Silo.Learning.Enqueue(() => read(services.Silo.Node.Book));
    }
}
