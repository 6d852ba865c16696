namespace Personalization.Engine.Statistics;

/// <summary>
/// The z test of two proportions: the p-value with the pooled variance, the interval with the separate ones (Fleiss, Levin and Paik,
/// Statistical Methods for Rates and Proportions, 3rd ed., sections 3.1 and 3.3, without continuity correction). For one look that was
/// planned beforehand.
/// </summary>
public static class TwoProportionTest
{
    /// <summary>Compares a treatment's proportion with a control's.</summary>
    /// <param name="controlSuccesses">0 to <paramref name="control"/>.</param>
    /// <param name="control">The control's people, above 0.</param>
    /// <param name="treatmentSuccesses">0 to <paramref name="treatment"/>.</param>
    /// <param name="treatment">The treatment's people, above 0.</param>
    /// <param name="alpha">One less the interval's confidence, (0, 1).</param>
    public static TestResult Of(long controlSuccesses, long control, long treatmentSuccesses, long treatment, double alpha = 0.05)
    {
        var p = (double)controlSuccesses / control;
        var q = (double)treatmentSuccesses / treatment;
        var pooled = (double)(controlSuccesses + treatmentSuccesses) / (control + treatment);
        var pooledError = Math.Sqrt(pooled * (1 - pooled) * ((1.0 / control) + (1.0 / treatment)));
        var error = Math.Sqrt((p * (1 - p) / control) + (q * (1 - q) / treatment));
        var z = pooledError > 0 ? (q - p) / pooledError : 0;
        var half = error * NormalDistribution.TwoSidedQuantile(alpha);
        return new TestResult(q - p, error, z, double.PositiveInfinity, NormalDistribution.TwoSided(z), Interval.Around(q - p, half));
    }
}
