namespace Personalization.Engine.Statistics;

/// <summary>The gamma function and its incomplete forms. Relative accuracy about 1e-13. Thread-safe.</summary>
public static class GammaFunction
{
    /// <summary>From here on the Stirling series is exact to the last digits.</summary>
    internal const double LeastStirling = 12;

    private const double Epsilon = 1e-16;
    private const double Tiny = 1e-300;

    // Coefficients of the Stirling series B₂ₖ ÷ (2k(2k−1)), Abramowitz and Stegun 6.1.41.
    private static ReadOnlySpan<double> Stirling =>
        [1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360, 1.0 / 156];

    /// <summary>ln Γ(x), by the Stirling series after shifting x above 12 (Abramowitz and Stegun 6.1.15 and 6.1.41).</summary>
    /// <param name="x">Above 0.</param>
    public static double Log(double x)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(x);
        var shift = 1.0;
        var at = x;
        for (; at < LeastStirling; at++)
        {
            shift *= at;
        }
        return ((at - 0.5) * Math.Log(at)) - at + (0.5 * Math.Log(2 * Math.PI)) + StirlingRest(at) - Math.Log(shift);
    }

    /// <summary>What Stirling's formula (x − ½) ln x − x + ½ ln 2π lacks of ln Γ(x).</summary>
    /// <param name="x"><see cref="LeastStirling"/> or more.</param>
    internal static double StirlingRest(double x)
    {
        var inverse = 1 / x;
        var square = inverse * inverse;
        var series = 0.0;
        for (var k = Stirling.Length - 1; k >= 0; k--)
        {
            series = (series * square) + Stirling[k];
        }
        return series * inverse;
    }

    /// <summary>The regularized lower incomplete gamma function P(a, x), [0, 1].</summary>
    /// <param name="a">Shape, above 0.</param>
    /// <param name="x">0 or more.</param>
    public static double Lower(double a, double x) => x <= 0 ? 0 : x < a + 1 ? Series(a, x) : 1 - Fraction(a, x);

    /// <summary>The regularized upper incomplete gamma function Q(a, x) = 1 − P(a, x), accurate in the far tail, [0, 1].</summary>
    /// <param name="a">Shape, above 0.</param>
    /// <param name="x">0 or more.</param>
    public static double Upper(double a, double x) => x <= 0 ? 1 : x < a + 1 ? 1 - Series(a, x) : Fraction(a, x);

    // Abramowitz and Stegun 6.5.29.
    private static double Series(double a, double x)
    {
        var term = 1 / a;
        var sum = term;
        for (var n = 1; term > sum * Epsilon; n++)
        {
            term *= x / (a + n);
            sum += term;
        }
        return sum * Math.Exp((a * Math.Log(x)) - x - Log(a));
    }

    // Abramowitz and Stegun 6.5.31 in its even part, evaluated from the front by Lentz's method.
    private static double Fraction(double a, double x)
    {
        var b = x + 1 - a;
        var c = 1 / Tiny;
        var d = 1 / b;
        var value = d;
        for (var n = 1; n < 100_000; n++)
        {
            var numerator = -n * (n - a);
            b += 2;
            d = 1 / NotZero((numerator * d) + b);
            c = NotZero(b + (numerator / c));
            var factor = c * d;
            value *= factor;
            if (Math.Abs(factor - 1) < Epsilon * 4)
            {
                break;
            }
        }
        return value * Math.Exp((a * Math.Log(x)) - x - Log(a));
    }

    private static double NotZero(double x) => Math.Abs(x) < Tiny ? Tiny : x;
}
