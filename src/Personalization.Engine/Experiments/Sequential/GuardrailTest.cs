using Personalization.Contracts.Experiments;
using Personalization.Engine.Experiments.Metrics;
using Personalization.Engine.Statistics;

namespace Personalization.Engine.Experiments.Sequential;

/// <summary>Whether a variant harms a guardrail metric by more than is put up with, however often one looks.</summary>
/// <param name="Harm">The confidence sequence of the harm relative to the control: positive is worse.</param>
/// <param name="Harmed">Whether all of it is worse than the tolerance.</param>
public sealed record GuardrailTest(Interval Harm, bool Harmed)
{
    /// <summary>Analyses at a guardrail.</summary>
    /// <param name="comparison">The guardrail metric's estimates.</param>
    /// <param name="direction">Which change of the metric is welcome.</param>
    /// <param name="tolerance">The harm put up with, relative to the control, 0 or more.</param>
    /// <param name="time">How far the experiment has come, by the clock of its primary metric.</param>
    /// <param name="boundary">
    /// The boundary; only one of its two sides is of interest, so the probability of a stop without harm is half of its α.
    /// </param>
    public static GuardrailTest Of(
        Comparison comparison, MetricDirection direction, double tolerance, double time, ISequentialBoundary boundary)
    {
        var lift = SequentialResult.At(comparison, time, boundary).Lift;
        var harm = direction == MetricDirection.Increase ? lift.Negate() : lift;
        return new GuardrailTest(harm, harm.Lower > tolerance);
    }
}
