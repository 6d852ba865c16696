namespace Personalization.Engine.Experiments.Sequential;

/// <summary>
/// How far a z statistic must go, at any moment and however often it is looked at. Time is information: the statistic's variance relative
/// to that at the planned size, so it is 1 when the planned size is reached. Under no difference z·√time moves like a Brownian motion,
/// and the probability that it is ever outside is at most α, if looks that count are <see cref="SpacingAt"/> apart
/// (<see cref="SequentialTrack"/> sees to it). Immutable, thread-safe.
/// </summary>
public interface ISequentialBoundary
{
    /// <summary>The probability of ever being outside without a difference, (0, 1).</summary>
    double Alpha { get; }

    /// <summary>The standard errors that |z| must reach; the half-width of the confidence sequence.</summary>
    /// <param name="time">Information relative to the plan, above 0; ∞ is returned for 0.</param>
    double Multiplier(double time);

    /// <summary>The time since the last look that counted after which the next one counts, at least; 0 when every look may count.</summary>
    double SpacingAt(double time);

    /// <summary>
    /// The always-valid p-value of z at a moment: the smallest α at which it would be outside. The least over all looks is valid too.
    /// </summary>
    double PValue(double z, double time);
}
