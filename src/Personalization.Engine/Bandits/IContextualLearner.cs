namespace Personalization.Engine.Bandits;

/// <summary>
/// The learning half of a contextual bandit. Not thread-safe: one writer; what it publishes may be read by any number of threads.
/// </summary>
public interface IContextualLearner
{
    /// <summary>Learns from a reward.</summary>
    /// <exception cref="ArgumentException">A member is out of range; the message names it. Nothing was learned.</exception>
    void Observe(BanditObservation observation);

    /// <summary>What decides from now on. Cheap when little was observed since the last call.</summary>
    IContextualSelector Publish();
}
