using Personalization.Engine.Experiments.Metrics;
using Personalization.Engine.Statistics;

namespace Personalization.Engine.Experiments.Sequential;

/// <summary>
/// How far an experiment has come, in information rather than days: 1 is where the test that looks once would have looked.
/// </summary>
public static class InformationTime
{
    /// <summary>
    /// ((δ ÷ (z₁₋α⸝₂ + z_power)) ÷ standard error)², with δ the planned effect in the metric's unit: the standard error of
    /// the test that looks once, planned for δ, over the one reached, squared (Jennison and Turnbull, Group Sequential Methods, 2000,
    /// chapter 3). Needs no estimate of the variance beforehand.
    /// </summary>
    /// <remarks>
    /// δ is relative to the control's mean. Taking the control's estimate would tie the clock to the very difference that is tested: a
    /// control that is low by chance makes the difference large and the clock slow. So the control's mean is derived from the mean of all
    /// people of both, which is not correlated with the difference, as it is when the planned effect is true; without an effect the clock
    /// is slower by about that effect.
    /// </remarks>
    /// <param name="comparison">The primary metric's comparison.</param>
    /// <param name="minimumEffect">The planned effect relative to the control, above 0.</param>
    /// <param name="alpha">Two-sided, (0, 1).</param>
    /// <param name="power">In (0, 1).</param>
    /// <returns>0 or more; 0 while the means or their errors are not known.</returns>
    public static double Of(Comparison comparison, double minimumEffect, double alpha, double power)
    {
        var (control, treatment) = (comparison.Control, comparison.Treatment);
        var (a, b) = (control.StandardError * control.StandardError, treatment.StandardError * treatment.StandardError);
        if (!(a + b > 0) || !double.IsFinite(a + b))
        {
            return 0;
        }
        var share = (double)treatment.Count / (control.Count + treatment.Count);
        var mean = Math.Abs(((1 - share) * control.Mean) + (share * treatment.Mean)) / (1 + (minimumEffect * share));
        var planned = minimumEffect * mean / PlannedZ(alpha, power);
        return planned * planned / (a + b);
    }

    /// <summary>The expected z of the planned effect at time 1: z₁₋α⸝₂ + z_power, the drift of the Brownian motion.</summary>
    public static double PlannedZ(double alpha, double power) =>
        NormalDistribution.TwoSidedQuantile(alpha) + NormalDistribution.Quantile(power);
}
