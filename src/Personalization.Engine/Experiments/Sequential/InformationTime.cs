using Personalization.Engine.Experiments.Metrics;
using Personalization.Engine.Experiments.Statistics;

namespace Personalization.Engine.Experiments.Sequential;

/// <summary>How far an experiment has come, in information rather than days: 1 is where the test that looks once would have looked.</summary>
public static class InformationTime
{
    /// <summary>
    /// ((δ ÷ (z₁₋α⸝₂ + z_power)) ÷ standard error)², with δ the minimum effect in the metric's unit: the standard error of the test that looks once, planned for δ, over the
    /// one reached, squared (Jennison and Turnbull, Group Sequential Methods, 2000, section 3.1). Needs no estimate of the variance beforehand.
    /// </summary>
    /// <param name="comparison">The primary metric's comparison.</param>
    /// <param name="minimumEffect">The planned effect relative to the control, above 0.</param>
    /// <param name="alpha">Two-sided, (0, 1).</param>
    /// <param name="power">In (0, 1).</param>
    /// <returns>0 or more; 0 while the control's mean or the error is not known.</returns>
    public static double Of(Comparison comparison, double minimumEffect, double alpha, double power)
    {
        var planned = minimumEffect * Math.Abs(comparison.Control.Mean) / PlannedZ(alpha, power);
        var error = comparison.DifferenceError;
        return error is > 0 and < double.PositiveInfinity ? planned * planned / (error * error) : 0;
    }

    /// <summary>The expected z of the planned effect at time 1: z₁₋α⸝₂ + z_power, the drift of the Brownian motion.</summary>
    public static double PlannedZ(double alpha, double power) => NormalDistribution.Quantile(1 - (alpha / 2)) + NormalDistribution.Quantile(power);
}
