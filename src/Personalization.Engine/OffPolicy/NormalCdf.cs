namespace Personalization.Engine.OffPolicy;

/// <summary>The distribution function of the standard normal distribution.</summary>
internal static class NormalCdf
{
    /// <summary>Φ(x) by the series ½ + φ(x) (x + x³/3 + x⁵/(3·5) + …) (Marsaglia 2004); absolute error below 1e-14.</summary>
    public static double Of(double x)
    {
        if (Math.Abs(x) > 8)
        {
            return x > 0 ? 1 : 0;
        }
        var (sum, term, previous) = (x, x, double.NaN);
        for (var i = 3.0; sum != previous; i += 2)
        {
            previous = sum;
            term *= x * x / i;
            sum += term;
        }
        return 0.5 + (sum * Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI));
    }
}
