namespace Personalization.Engine.Statistics;

/// <summary>
/// How many people an experiment needs, what it can find, and how likely it finds it, for the two-sided test that looks once. Sizes are of
/// the control; the treatment has <c>ratio</c> times as many. Pure; thread-safe.
/// </summary>
public static class PowerAnalysis
{
    /// <summary>
    /// People needed in the control to find a change of a proportion (Fleiss, Levin and Paik, Statistical Methods for Rates and
    /// Proportions, 3rd ed., section 4.2, without continuity correction; R's <c>power.prop.test</c> solves the same).
    /// </summary>
    /// <param name="baseline">The control's proportion, (0, 1).</param>
    /// <param name="changed">The treatment's, (0, 1), another.</param>
    /// <param name="alpha">Two-sided, (0, 1).</param>
    /// <param name="power">In (0, 1).</param>
    /// <param name="ratio">The treatment's people relative to the control's, above 0.</param>
    /// <returns>Not rounded.</returns>
    public static double PeopleForProportions(double baseline, double changed, double alpha = 0.05, double power = 0.8, double ratio = 1)
    {
        CheckProportion(baseline);
        CheckProportion(changed);
        Check(alpha, power, ratio);
        var (z, needed) = (NormalDistribution.TwoSidedQuantile(alpha), NormalDistribution.Quantile(power));
        var (pooled, separate) = Deviations(baseline, changed, ratio);
        var root = (z * pooled) + (needed * separate);
        return root * root / ((changed - baseline) * (changed - baseline));
    }

    /// <summary>
    /// People needed in the control to find a difference of means: the normal formula and Guenther's correction for Student's t (The
    /// American Statistician 35, 1981).
    /// </summary>
    /// <param name="deviation">The standard deviation of one person's value, above 0.</param>
    /// <param name="difference">The difference, not 0, in the same unit.</param>
    /// <param name="alpha">Two-sided, (0, 1).</param>
    /// <param name="power">In (0, 1).</param>
    /// <param name="ratio">The treatment's people relative to the control's, above 0.</param>
    /// <returns>Not rounded.</returns>
    public static double PeopleForMeans(double deviation, double difference, double alpha = 0.05, double power = 0.8, double ratio = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(deviation);
        ArgumentOutOfRangeException.ThrowIfZero(difference);
        Check(alpha, power, ratio);
        var z = NormalDistribution.TwoSidedQuantile(alpha);
        var root = (z + NormalDistribution.Quantile(power)) * deviation / difference;
        return ((1 + (1 / ratio)) * root * root) + (z * z / (2 * (1 + ratio)));
    }

    /// <summary>The probability of finding a change of a proportion with so many people in the control, [0, 1].</summary>
    public static double PowerForProportions(double baseline, double changed, double people, double alpha = 0.05, double ratio = 1)
    {
        CheckProportion(baseline);
        CheckProportion(changed);
        Check(alpha, 0.5, ratio);
        var (pooled, separate) = Deviations(baseline, changed, ratio);
        var z = NormalDistribution.TwoSidedQuantile(alpha);
        return NormalDistribution.Cdf(((Math.Sqrt(people) * Math.Abs(changed - baseline)) - (z * pooled)) / separate);
    }

    /// <summary>
    /// The probability of finding a difference of means with so many people in the control, by the normal distribution, [0, 1].
    /// </summary>
    public static double PowerForMeans(double deviation, double difference, double people, double alpha = 0.05, double ratio = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(deviation);
        Check(alpha, 0.5, ratio);
        var error = deviation * Math.Sqrt((1 + (1 / ratio)) / people);
        return NormalDistribution.Cdf((Math.Abs(difference) / error) - NormalDistribution.TwoSidedQuantile(alpha));
    }

    /// <summary>The smallest rise of a proportion that is found with the power wanted; +∞ when no rise below 1 is.</summary>
    /// <returns>Absolute: the changed proportion less the baseline.</returns>
    public static double DetectableProportion(double baseline, double people, double alpha = 0.05, double power = 0.8, double ratio = 1)
    {
        CheckProportion(baseline);
        Check(alpha, power, ratio);
        var (low, high) = (0.0, (1 - baseline) * (1 - 1e-9));
        if (PowerForProportions(baseline, baseline + high, people, alpha, ratio) < power)
        {
            return double.PositiveInfinity;
        }
        while (high - low > 1e-12)
        {
            var middle = (low + high) / 2;
            (low, high) = PowerForProportions(baseline, baseline + middle, people, alpha, ratio) < power ? (middle, high) : (low, middle);
        }
        return high;
    }

    /// <summary>
    /// The smallest difference of means that is found with the power wanted, by the normal distribution, in the deviation's unit.
    /// </summary>
    public static double DetectableMean(double deviation, double people, double alpha = 0.05, double power = 0.8, double ratio = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(deviation);
        Check(alpha, power, ratio);
        var errors = NormalDistribution.TwoSidedQuantile(alpha) + NormalDistribution.Quantile(power);
        return errors * deviation * Math.Sqrt((1 + (1 / ratio)) / people);
    }

    // √ of the variance of √n·difference without a difference (pooled) and with it.
    private static (double Pooled, double Separate) Deviations(double p, double q, double ratio)
    {
        var mean = (p + (ratio * q)) / (1 + ratio);
        return (Math.Sqrt((1 + (1 / ratio)) * mean * (1 - mean)), Math.Sqrt((p * (1 - p)) + (q * (1 - q) / ratio)));
    }

    private static void Check(double alpha, double power, double ratio)
    {
        CheckProportion(alpha);
        CheckProportion(power);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ratio);
    }

    private static void CheckProportion(double value)
    {
        if (!(value is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "A value in (0, 1) is expected.");
        }
    }
}
