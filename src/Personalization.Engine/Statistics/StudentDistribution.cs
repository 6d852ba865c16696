namespace Personalization.Engine.Statistics;

/// <summary>Student's t distribution. Relative error about 1e-13, in the tails too. Pure; thread-safe.</summary>
public static class StudentDistribution
{
    // From here on Hill's transformation is as exact as the incomplete beta function, up to 20 standard errors.
    private const double Many = 1e4;

    /// <summary>
    /// The probability of a distance from 0 of more than |t|: the two-sided p-value. By the incomplete beta function (Abramowitz and Stegun
    /// 26.7.1); for many degrees of freedom by the normal distribution of a transformed t (Hill, Communications of the ACM 13, 1970,
    /// algorithm 395).
    /// </summary>
    /// <param name="t">The statistic.</param>
    /// <param name="degreesOfFreedom">Above 0; ∞ for the normal distribution.</param>
    public static double TwoSided(double t, double degreesOfFreedom)
    {
        if (degreesOfFreedom >= Many)
        {
            return NormalDistribution.TwoSided(Normalized(t, degreesOfFreedom));
        }
        var square = t * t;
        return double.IsPositiveInfinity(square)
            ? 0
            : BetaDistribution.Cdf(
                degreesOfFreedom / (degreesOfFreedom + square), square / (degreesOfFreedom + square), degreesOfFreedom / 2, 0.5);
    }

    /// <summary>
    /// The t that |T| exceeds with the probability <paramref name="probability"/>: the half-width of an interval in standard errors.
    /// </summary>
    /// <param name="probability">Two-sided, in (0, 1).</param>
    /// <param name="degreesOfFreedom">Above 0.</param>
    public static double TwoSidedQuantile(double probability, double degreesOfFreedom)
    {
        var t = NormalDistribution.TwoSidedQuantile(probability);
        if (double.IsPositiveInfinity(degreesOfFreedom))
        {
            return t;
        }
        // Newton's method from the normal quantile, which lies below: the tail falls and is convex, so every step ends below the root too,
        // and it converges.
        var log = GammaFunction.Log((degreesOfFreedom + 1) / 2) - GammaFunction.Log(degreesOfFreedom / 2)
            - (0.5 * Math.Log(degreesOfFreedom * Math.PI));
        for (var iteration = 0; iteration < 200; iteration++)
        {
            var density = Math.Exp(log - ((degreesOfFreedom + 1) / 2 * Logarithm.OnePlus(t * t / degreesOfFreedom)));
            var step = (TwoSided(t, degreesOfFreedom) - probability) / (2 * density);
            t += step;
            if (Math.Abs(step) <= 1e-14 * t)
            {
                break;
            }
        }
        return t;
    }

    private static double Normalized(double t, double degreesOfFreedom)
    {
        if (double.IsPositiveInfinity(degreesOfFreedom))
        {
            return t;
        }
        var a = degreesOfFreedom - 0.5;
        var b = 48 * a * a;
        var y = a * Logarithm.OnePlus(t * t / degreesOfFreedom);
        var correction = (((((((-0.4 * y) - 3.3) * y) - 24) * y) - 85.5) / ((0.8 * y * y) + 100 + b)) + y + 3;
        return ((correction / b) + 1) * Math.Sqrt(y);
    }
}
