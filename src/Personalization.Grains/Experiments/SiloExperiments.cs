using Personalization.Log.Experiments;
using Personalization.Contracts.Events;
using Personalization.Engine.Learning;
using Personalization.Grains.Hosting;

namespace Personalization.Grains.Experiments;

/// <summary>The log as a silo's handler of experiments sees it. Thread-safe.</summary>
/// <param name="silo">What the grains of the silo share.</param>
/// <param name="follower">Keeps what is known current.</param>
internal sealed class SiloExperiments(SiloContext silo, ClusterFollower follower) : IExperimentLog
{
    public async Task Announce(Event e)
    {
        await silo.Events.Announce(e);
        await follower.Node.Settle();
    }

    public async Task<T> Read<T>(Func<ExperimentReadModel, T> read)
    {
        await follower.Node.Settle();
        return await silo.Learning.Enqueue(() => read(silo.Node.ExperimentModel));
    }
}
