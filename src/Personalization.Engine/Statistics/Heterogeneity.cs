namespace Personalization.Engine.Statistics;

/// <summary>
/// Whether an effect differs between segments: Cochran's Q (Biometrics 10, 1954) and the share of the variation that is more than chance,
/// I² (Higgins and Thompson, Statistics in Medicine 21, 2002).
/// </summary>
/// <param name="Pooled">The effect of all segments, each weighted by its precision.</param>
/// <param name="PooledError">Its standard error.</param>
/// <param name="Q">The weighted squares of the deviations from it.</param>
/// <param name="DegreesOfFreedom">Segments with a known effect, less one.</param>
/// <param name="PValue">The probability of such a Q when the effect is the same everywhere, [0, 1].</param>
/// <param name="Inconsistency">I², [0, 1].</param>
public sealed record Heterogeneity(double Pooled, double PooledError, double Q, int DegreesOfFreedom, double PValue, double Inconsistency)
{
    /// <summary>Compares the effects of segments that have no person in common.</summary>
    /// <param name="effects">The effect in each segment.</param>
    /// <param name="errors">Their standard errors; a segment whose error is 0 or not finite is left out.</param>
    public static Heterogeneity Of(ReadOnlySpan<double> effects, ReadOnlySpan<double> errors)
    {
        if (effects.Length != errors.Length)
        {
            throw new ArgumentException(
                $"{effects.Length} effects and {errors.Length} errors are given; there is one error for each effect.");
        }
        var (weights, weighted, segments) = (0.0, 0.0, 0);
        for (var i = 0; i < effects.Length; i++)
        {
            var weight = Weight(effects[i], errors[i]);
            weights += weight;
            weighted += weight > 0 ? weight * effects[i] : 0;
            segments += weight > 0 ? 1 : 0;
        }
        if (segments == 0)
        {
            return new Heterogeneity(double.NaN, double.PositiveInfinity, 0, 0, 1, 0);
        }
        var pooled = weighted / weights;
        var q = 0.0;
        for (var i = 0; i < effects.Length; i++)
        {
            var weight = Weight(effects[i], errors[i]);
            q += weight > 0 ? weight * (effects[i] - pooled) * (effects[i] - pooled) : 0;
        }
        var freedom = segments - 1;
        return new Heterogeneity(pooled, 1 / Math.Sqrt(weights), q, freedom,
            freedom > 0 ? ChiSquareDistribution.Survival(q, freedom) : 1,
            q > freedom && q > 0 ? (q - freedom) / q : 0);
    }

    private static double Weight(double effect, double error) =>
        error is > 0 and < double.PositiveInfinity && double.IsFinite(effect) ? 1 / (error * error) : 0;
}
