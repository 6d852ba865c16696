using Personalization.Actors.Logs;

namespace Personalization.Grains.Logs;

/// <summary>A grain that events of the log go to.</summary>
[Alias("follower")]
public interface IFollowerGrain : IGrainWithStringKey
{
    /// <summary>Applies events that were not applied yet, unless some before them are missing (see <see cref="ILogActors.Deliver"/>).</summary>
    [Alias("deliver")]
    ValueTask<long> Deliver(LogDelivery delivery);

    /// <summary>Saves the state if it has changed (see <see cref="ILogActors.Save"/>).</summary>
    [Alias("save")]
    ValueTask<long> Save(int partition);
}
