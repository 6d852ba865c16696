using Personalization.Engine.Recommenders;

namespace Personalization.Engine.Experiments.Statistics;

/// <summary>The standard normal distribution. Relative accuracy about 1e-13, in the tails too. Thread-safe.</summary>
public static class NormalDistribution
{
    /// <summary>φ(x), the density.</summary>
    public static double Density(double x) => Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);

    /// <summary>Φ(x), the probability of less than x, from the incomplete gamma function of ½ (Abramowitz and Stegun 6.5.17).</summary>
    public static double Cdf(double x) => x <= 0 ? Tail(-x) : 1 - Tail(x);

    /// <summary>1 − Φ(x), the probability of more than x.</summary>
    public static double UpperTail(double x) => x >= 0 ? Tail(x) : 1 - Tail(-x);

    /// <summary>The probability of a distance from 0 of more than |x|: the two-sided p-value of a z statistic.</summary>
    public static double TwoSided(double x) => 2 * Tail(Math.Abs(x));

    /// <summary>The x with Φ(x) = p: a rational approximation and one step of Halley's method.</summary>
    /// <param name="p">In (0, 1).</param>
    public static double Quantile(double p)
    {
        var x = NormalQuantile.Of(p);
        var error = x <= 0 ? Cdf(x) - p : 1 - p - UpperTail(x);
        var u = error / Density(x);
        return double.IsFinite(u) ? x - (u / (1 + (x * u / 2))) : x;
    }

    private static double Tail(double x) => 0.5 * GammaFunction.Upper(0.5, 0.5 * x * x);
}
