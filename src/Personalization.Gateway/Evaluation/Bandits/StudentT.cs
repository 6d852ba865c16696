namespace Personalization.Gateway.Evaluation.Bandits;

/// <summary>Student's distribution, for means of few shuffles.</summary>
internal static class StudentT
{
    /// <summary>The probability that |T| exceeds |t|: the regularized incomplete beta function I_x(ν/2, 1/2) at x = ν / (ν + t²) (Abramowitz and Stegun, 26.7.1).</summary>
    /// <param name="t">The statistic.</param>
    /// <param name="freedom">ν, at least 1.</param>
    public static double TwoSided(double t, int freedom)
    {
        // Under x = sin² φ the integrand is a power of a sine, whose integrals follow a recursion (Abramowitz and Stegun, 26.7.3 and 26.7.4).
        var angle = Math.Atan(Math.Abs(t) / Math.Sqrt(freedom));
        var (sin, cos) = Math.SinCos(angle);
        double within;
        if (freedom % 2 == 0)
        {
            var (sum, term) = (1.0, 1.0);
            for (var k = 2; k < freedom; k += 2)
            {
                term *= cos * cos * (k - 1) / k;
                sum += term;
            }
            within = sin * sum;
        }
        else
        {
            var (sum, term) = (0.0, cos);
            for (var k = 1; k < freedom; k += 2)
            {
                sum += term;
                term *= cos * cos * (k + 1) / (k + 2);
            }
            within = 2 / Math.PI * (angle + (sin * sum));
        }
        return Math.Clamp(1 - within, 0, 1);
    }

    /// <summary>The half-width of the 95 % interval around a mean, in standard errors.</summary>
    /// <param name="freedom">ν, at least 1.</param>
    public static double Quantile95(int freedom)
    {
        var (low, high) = (1.9, 13.0);
        for (var step = 0; step < 60; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = TwoSided(middle, freedom) > 0.05 ? (middle, high) : (low, middle);
        }
        return low;
    }
}
