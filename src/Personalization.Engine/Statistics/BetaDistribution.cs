namespace Personalization.Engine.Statistics;

/// <summary>The beta distribution. Thread-safe.</summary>
public static class BetaDistribution
{
    private const double Epsilon = 1e-15;
    private const double Tiny = 1e-300;

    /// <summary>The density at x.</summary>
    /// <param name="x">In [0, 1].</param>
    /// <param name="a">Above 0.</param>
    /// <param name="b">Above 0.</param>
    public static double Density(double x, double a, double b) =>
        x is <= 0 or >= 1 ? 0 : Math.Exp(((a - 1) * Math.Log(x)) + ((b - 1) * Logarithm.OnePlus(-x)) - LogBeta(a, b));

    /// <summary>
    /// The probability of less than x, which is the regularized incomplete beta function Iₓ(a, b), by the continued fraction of
    /// Abramowitz and Stegun 26.5.8 with Lentz's method.
    /// </summary>
    /// <param name="x">In [0, 1].</param>
    /// <param name="a">Above 0.</param>
    /// <param name="b">Above 0.</param>
    public static double Cdf(double x, double a, double b) => Cdf(x, 1 - x, a, b);

    /// <summary>The same where x is so near to 1 that its complement is known better than from x.</summary>
    internal static double Cdf(double x, double complement, double a, double b)
    {
        if (x <= 0 || complement <= 0)
        {
            return x <= 0 ? 0 : 1;
        }
        var front = Math.Exp((a * Log(x, complement)) + (b * Log(complement, x)) - LogBeta(a, b));
        return x < (a + 1) / (a + b + 2) ? front * Fraction(x, a, b) / a : 1 - (front * Fraction(complement, b, a) / b);
    }

    private static double Log(double x, double complement) => x < 0.5 ? Math.Log(x) : Logarithm.OnePlus(-complement);

    // ln B(a, b). The logarithms of Γ(a) and Γ(a + b) are nearly the same for a large a: their difference is taken term by term in
    // Stirling's formula.
    private static double LogBeta(double a, double b)
    {
        if (a < b)
        {
            (a, b) = (b, a);
        }
        if (a < GammaFunction.LeastStirling)
        {
            return GammaFunction.Log(a) + GammaFunction.Log(b) - GammaFunction.Log(a + b);
        }
        var difference = b - ((a - 0.5) * Logarithm.OnePlus(b / a)) - (b * Math.Log(a + b))
            + GammaFunction.StirlingRest(a) - GammaFunction.StirlingRest(a + b);
        return GammaFunction.Log(b) + difference;
    }

    private static double Fraction(double x, double a, double b)
    {
        var c = 1.0;
        var d = 1 / NotZero(1 - ((a + b) * x / (a + 1)));
        var value = d;
        for (var m = 1; m < 100_000; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / NotZero(1 + (even * d));
            c = NotZero(1 + (even / c));
            value *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / NotZero(1 + (odd * d));
            c = NotZero(1 + (odd / c));
            var factor = d * c;
            value *= factor;
            if (Math.Abs(factor - 1) < Epsilon)
            {
                break;
            }
        }
        return value;
    }

    private static double NotZero(double x) => Math.Abs(x) < Tiny ? Tiny : x;
}
