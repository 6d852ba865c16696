using Personalization.Engine.Statistics;

namespace Personalization.Engine.Experiments;

/// <summary>
/// Whether people were split among the variants as intended. A mismatch means that some people were lost or counted wrongly, and then no
/// other figure of the experiment can be trusted (Fabijan et al., Diagnosing Sample Ratio Mismatch in Online Controlled Experiments, KDD
/// 2019). Pure; thread-safe.
/// </summary>
public static class SampleRatio
{
    // Shares that differ by about 10 %, 1 % and 0.1 % of themselves: what is found in hundreds, tens of thousands and millions of people.
    private static readonly double[] Concentrations = [1e2, 1e4, 1e6];

    /// <summary>Pearson's χ² test, for one look that was planned beforehand: the p-value.</summary>
    /// <param name="counts">People of each variant.</param>
    /// <param name="weights">The intended shares, relative to each other; variants with 0 are left out.</param>
    public static double PValue(ReadOnlySpan<long> counts, ReadOnlySpan<double> weights)
    {
        var (total, weight, variants) = Totals(counts, weights);
        if (total == 0 || variants < 2)
        {
            return 1;
        }
        var statistic = 0.0;
        for (var i = 0; i < counts.Length; i++)
        {
            if (weights[i] > 0)
            {
                var expected = total * weights[i] / weight;
                statistic += (counts[i] - expected) * (counts[i] - expected) / expected;
            }
        }
        return ChiSquareDistribution.Survival(statistic, variants - 1);
    }

    /// <summary>
    /// The logarithm of the e-value against the intended split: the Bayes factor of a Dirichlet-mixed multinomial (Lindon and Malek,
    /// Anytime-Valid Inference for Multinomial Count Data, NeurIPS 2022). It starts at 0 and, while the split is right, exceeds ln(1/α) at
    /// any time with probability at most α: it may be looked at after every person.
    /// </summary>
    /// <param name="counts">People of each variant so far.</param>
    /// <param name="weights">The intended shares, relative to each other; a person in a variant with 0 is a mismatch for certain.</param>
    /// <param name="concentration">
    /// The Dirichlet's concentration, above 0: large finds small mismatches in many people, small finds large ones in few.
    /// </param>
    public static double LogEvidence(ReadOnlySpan<long> counts, ReadOnlySpan<double> weights, double concentration)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(concentration);
        var (total, weight, variants) = Totals(counts, weights);
        if (variants < 2)
        {
            return 0;
        }
        var log = GammaFunction.Log(concentration) - GammaFunction.Log(concentration + total);
        for (var i = 0; i < counts.Length; i++)
        {
            if (weights[i] > 0)
            {
                var share = weights[i] / weight;
                var prior = concentration * share;
                log += GammaFunction.Log(prior + counts[i]) - GammaFunction.Log(prior) - (counts[i] * Math.Log(share));
            }
            else if (counts[i] > 0)
            {
                return double.PositiveInfinity;
            }
        }
        return log;
    }

    /// <summary>The logarithm of the mean of the e-values at concentrations from 100 to 1,000,000, which is an e-value too.</summary>
    public static double LogEvidence(ReadOnlySpan<long> counts, ReadOnlySpan<double> weights)
    {
        Span<double> logs = stackalloc double[Concentrations.Length];
        var most = double.NegativeInfinity;
        for (var i = 0; i < logs.Length; i++)
        {
            logs[i] = LogEvidence(counts, weights, Concentrations[i]);
            most = Math.Max(most, logs[i]);
        }
        if (double.IsPositiveInfinity(most))
        {
            return most;
        }
        var sum = 0.0;
        foreach (var log in logs)
        {
            sum += Math.Exp(log - most);
        }
        return most + Math.Log(sum / logs.Length);
    }

    /// <summary>
    /// The always-valid p-value that goes with the evidence of all concentrations; the least over all analyses is valid too.
    /// </summary>
    public static double SequentialPValue(ReadOnlySpan<long> counts, ReadOnlySpan<double> weights) =>
        Math.Min(1, Math.Exp(-LogEvidence(counts, weights)));

    private static (long Total, double Weight, int Variants) Totals(ReadOnlySpan<long> counts, ReadOnlySpan<double> weights)
    {
        if (counts.Length != weights.Length)
        {
            throw new ArgumentException(
                $"{counts.Length} counts and {weights.Length} weights are given; there is one weight for each variant.");
        }
        var (total, weight, variants) = (0L, 0.0, 0);
        for (var i = 0; i < counts.Length; i++)
        {
            if (weights[i] > 0)
            {
                total += counts[i];
                weight += weights[i];
                variants++;
            }
        }
        return (total, weight, variants);
    }
}
