using Orleans.Concurrency;
using Personalization.Log.Recommenders;

namespace Personalization.Grains.Recommenders;

/// <summary>Keeps what the cluster has learnt of the items; its key is 0.</summary>
[Alias("learnt")]
public interface ILearntGrain : IGrainWithIntegerKey
{
    /// <summary>Saved states after a key (see <see cref="LearntStates.Read"/>).</summary>
    [Alias("read")]
    ValueTask<LearntPage> Read(string afterKey);

    /// <summary>Sees to it that somebody keeps saving.</summary>
    [ReadOnly]
    [Alias("wake")]
    ValueTask Wake();
}
