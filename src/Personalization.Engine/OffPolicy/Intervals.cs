using System.Numerics.Tensors;
using Personalization.Engine.Statistics;

namespace Personalization.Engine.OffPolicy;

/// <summary>Intervals around estimates.</summary>
internal static class Intervals
{
    /// <summary>For each estimator its interval, by the method of the options.</summary>
    public static Interval?[] Of(EstimatorTerms[] estimators, OffPolicyOptions options)
    {
        var tail = (1 - options.Confidence) / 2;
        var z = NormalDistribution.TwoSidedQuantile(1 - options.Confidence);
        var resamples = options.Interval is IntervalMethod.Percentile or IntervalMethod.BiasCorrected
            ? BootstrapResamples.Draw(estimators, options.Resamples, options.Seed ^ 0xB007)
            : [];
        var intervals = new Interval?[estimators.Length];
        for (var e = 0; e < estimators.Length; e++)
        {
            intervals[e] = options.Interval switch
            {
                IntervalMethod.Normal => Interval.Around(estimators[e].Value, z * estimators[e].StandardError),
                IntervalMethod.Percentile => new Interval(Quantile(resamples[e], tail), Quantile(resamples[e], 1 - tail)),
                IntervalMethod.BiasCorrected => BiasCorrected(estimators[e], resamples[e], tail),
                _ => Bernstein(estimators[e], 2 * tail),
            };
        }
        return intervals;
    }

    /// <summary>
    /// √(2 V ln(4/α) / n) + 7 R ln(4/α) / (3 (n − 1)) to both sides: theorem 4 with α/2 each, for terms in a range of width R.
    /// </summary>
    private static Interval? Bernstein(EstimatorTerms terms, double alpha)
    {
        if (double.IsNaN(terms.Range))
        {
            return null;
        }
        var n = (double)terms.Numerator.Length;
        var log = Math.Log(4 / alpha);
        return Interval.Around(terms.Value, Math.Sqrt(2 * terms.Variance * log / n) + (7 * terms.Range * log / (3 * (n - 1))));
    }

    /// <summary>
    /// Efron 1987, equations 2.3 and 6.6: z₀ from the share of resamples below the estimate, a from the skewness of the influence.
    /// </summary>
    private static Interval BiasCorrected(EstimatorTerms terms, double[] resamples, double tail)
    {
        var below = 0.0;
        foreach (var value in resamples)
        {
            below += value < terms.Value ? 1 : value == terms.Value ? 0.5 : 0;
        }
        var share = Math.Clamp(below / resamples.Length, 0.5 / resamples.Length, 1 - (0.5 / resamples.Length));
        var bias = NormalDistribution.Quantile(share);
        var (square, cube) = (TensorPrimitives.SumOfSquares<double>(terms.Influence), 0.0);
        foreach (var influence in terms.Influence)
        {
            cube += influence * influence * influence;
        }
        var acceleration = square > 0 ? cube / (6 * Math.Pow(square, 1.5)) : 0;
        double At(double probability)
        {
            var z = bias + NormalDistribution.Quantile(probability);
            return Quantile(resamples, NormalDistribution.Cdf(bias + (z / (1 - (acceleration * z)))));
        }
        return new Interval(At(tail), At(1 - tail));
    }

    /// <summary>Between the order statistics at p (n − 1) (Hyndman and Fan 1996, type 7).</summary>
    private static double Quantile(double[] sorted, double probability)
    {
        var at = Math.Clamp(probability, 0, 1) * (sorted.Length - 1);
        var low = (int)at;
        var high = Math.Min(low + 1, sorted.Length - 1);
        return sorted[low] + ((at - low) * (sorted[high] - sorted[low]));
    }
}
