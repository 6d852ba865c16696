namespace Personalization.Engine.Experiments.Statistics;

/// <summary>Student's t distribution. Thread-safe.</summary>
public static class StudentDistribution
{
    // From here on the normal distribution differs by less than the accuracy of the incomplete beta function.
    private const double Normal = 1e7;

    /// <summary>The probability of a distance from 0 of more than |t|: the two-sided p-value (Abramowitz and Stegun 26.7.1).</summary>
    /// <param name="t">The statistic.</param>
    /// <param name="degreesOfFreedom">Above 0.</param>
    public static double TwoSided(double t, double degreesOfFreedom) =>
        degreesOfFreedom > Normal
            ? NormalDistribution.TwoSided(t)
            : BetaDistribution.Cdf(degreesOfFreedom / (degreesOfFreedom + (t * t)), degreesOfFreedom / 2, 0.5);

    /// <summary>The t that |T| exceeds with the probability <paramref name="probability"/>: the half-width of an interval in standard errors.</summary>
    /// <param name="probability">Two-sided, in (0, 1).</param>
    /// <param name="degreesOfFreedom">Above 0.</param>
    public static double TwoSidedQuantile(double probability, double degreesOfFreedom)
    {
        var t = NormalDistribution.Quantile(1 - (probability / 2));
        if (degreesOfFreedom > Normal)
        {
            return t;
        }
        // Newton's method from the normal quantile, which lies below: the tail falls and is convex, so every step ends below the root too, and it converges.
        var log = GammaFunction.Log((degreesOfFreedom + 1) / 2) - GammaFunction.Log(degreesOfFreedom / 2) - (0.5 * Math.Log(degreesOfFreedom * Math.PI));
        for (var iteration = 0; iteration < 200; iteration++)
        {
            var density = Math.Exp(log - ((degreesOfFreedom + 1) / 2 * double.LogP1(t * t / degreesOfFreedom)));
            var step = (TwoSided(t, degreesOfFreedom) - probability) / (2 * density);
            t += step;
            if (Math.Abs(step) <= 1e-12 * t)
            {
                break;
            }
        }
        return t;
    }
}
