using Personalization.Engine.Experiments.Metrics;
using Personalization.Engine.Statistics;

namespace Personalization.Engine.Experiments.Sequential;

/// <summary>What may be said of a treatment at a moment, however often one looks.</summary>
/// <param name="Time">How far the experiment has come (<see cref="InformationTime"/>).</param>
/// <param name="Comparison">The estimates.</param>
/// <param name="PValue">Always valid, [0, 1].</param>
/// <param name="Difference">
/// The confidence sequence of the difference: it holds the true one at every look at once, with probability 1 − α.
/// </param>
/// <param name="Lift">The confidence sequence of the lift.</param>
public sealed record SequentialResult(double Time, Comparison Comparison, double PValue, Interval Difference, Interval Lift)
{
    /// <summary>The fewest people in each variant for a normal approximation to mean anything.</summary>
    public const int LeastPeople = 100;

    /// <summary>Analyses at a comparison.</summary>
    /// <param name="comparison">The estimates.</param>
    /// <param name="time">How far the experiment has come; the same clock for every metric.</param>
    /// <param name="boundary">The boundary, with its α.</param>
    public static SequentialResult At(Comparison comparison, double time, ISequentialBoundary boundary)
    {
        if (comparison.Control.Count < LeastPeople
            || comparison.Treatment.Count < LeastPeople
            || !(time > 0)
            || !(comparison.DifferenceError > 0))
        {
            return new SequentialResult(time, comparison, 1, Interval.Everything, Interval.Everything);
        }
        var multiplier = boundary.Multiplier(time);
        return new SequentialResult(
            time, comparison, boundary.PValue(comparison.Z, time), comparison.DifferenceInterval(multiplier),
            comparison.LiftInterval(multiplier));
    }
}
