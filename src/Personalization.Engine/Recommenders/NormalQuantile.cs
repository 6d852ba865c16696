namespace Personalization.Engine.Recommenders;

/// <summary>The quantile function of the standard normal distribution.</summary>
public static class NormalQuantile
{
    private static ReadOnlySpan<double> A => [-3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02, 1.383577518672690e+02, -3.066479806614716e+01, 2.506628277459239e+00];
    private static ReadOnlySpan<double> B => [-5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02, 6.680131188771972e+01, -1.328068155288572e+01, 1];
    private static ReadOnlySpan<double> C => [-7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00, -2.549732539343734e+00, 4.374664141464968e+00, 2.938163982698783e+00];
    private static ReadOnlySpan<double> D => [7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00, 1];

    /// <summary>The x with Φ(x) = <paramref name="probability"/>, by Acklam's rational approximation (relative error below 1.15e-9).</summary>
    /// <param name="probability">In (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not in (0, 1).</exception>
    public static double Of(double probability)
    {
        if (probability is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability in (0, 1) is expected.");
        }
        if (probability < 0.02425)
        {
            var q = Math.Sqrt(-2 * Math.Log(probability));
            return Polynomial(C, q) / Polynomial(D, q);
        }
        if (probability > 1 - 0.02425)
        {
            var q = Math.Sqrt(-2 * Math.Log(1 - probability));
            return -Polynomial(C, q) / Polynomial(D, q);
        }
        var centred = probability - 0.5;
        var r = centred * centred;
        return Polynomial(A, r) * centred / Polynomial(B, r);
    }

    private static double Polynomial(ReadOnlySpan<double> coefficients, double x)
    {
        var value = 0.0;
        foreach (var coefficient in coefficients)
        {
            value = (value * x) + coefficient;
        }
        return value;
    }
}
