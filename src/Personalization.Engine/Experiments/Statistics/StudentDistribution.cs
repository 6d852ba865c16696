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
        var low = 0.0;
        var high = NormalDistribution.Quantile(1 - (probability / 2));
        if (degreesOfFreedom > Normal)
        {
            return high;
        }
        while (TwoSided(high, degreesOfFreedom) > probability)
        {
            low = high;
            high *= 2;
        }
        while (high - low > 1e-14 * high)
        {
            var middle = (low + high) / 2;
            if (middle <= low || middle >= high)
            {
                break;
            }
            (low, high) = TwoSided(middle, degreesOfFreedom) > probability ? (middle, high) : (low, middle);
        }
        return (low + high) / 2;
    }
}
