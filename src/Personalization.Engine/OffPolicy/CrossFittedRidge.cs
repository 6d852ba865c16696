using System.Numerics.Tensors;
using Personalization.Engine.Chance;
using Personalization.Engine.Statistics;

namespace Personalization.Engine.OffPolicy;

/// <summary>
/// Ridge regression of the reward on the features of the choice, cross-fitted: the rows fall into parts by chance, and each part is
/// foretold by the model of all others (Chernozhukov et al. 2018, definition 3.1), so that no row's reward takes part in its own
/// prediction. Deterministic by its seed, thread-safe.
/// </summary>
public static class CrossFittedRidge
{
    /// <summary>Fits the models. Time: rows × features², memory: folds × features².</summary>
    /// <param name="log">Finite rows.</param>
    /// <param name="folds">Parts, 2 to 255.</param>
    /// <param name="penalty">Above 0; the constant goes without.</param>
    /// <param name="seed">Decides which row falls into which part.</param>
    public static RewardModel Fit(PolicyLog log, int folds, double penalty, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(folds, 255);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(penalty);
        var (rows, size) = (log.Count, log.FeatureCount + 1);
        var parts = new byte[rows];
        var sums = new FoldSums[folds];
        for (var k = 0; k < folds; k++)
        {
            sums[k] = new FoldSums(size);
        }
        var chance = new RandomStream(seed);
        var x = new double[PackedSymmetric.Padded(size)];
        x[0] = 1;
        for (var i = 0; i < rows; i++)
        {
            parts[i] = (byte)chance.NextInt(folds);
            log.LoggedFeatures(i).CopyTo(x.AsSpan(1));
            sums[parts[i]].Add(x, log.Rewards[i]);
        }
        return Fit(log, parts, sums, penalty);
    }

    /// <summary>For each part the model of the others, and its predictions of the part.</summary>
    private static RewardModel Fit(PolicyLog log, byte[] parts, FoldSums[] sums, double penalty)
    {
        var size = log.FeatureCount + 1;
        var models = new double[sums.Length][];
        var factors = new double[sums.Length][];
        for (var k = 0; k < sums.Length; k++)
        {
            var others = new FoldSums(size);
            for (var j = 0; j < sums.Length; j++)
            {
                if (j != k)
                {
                    others.Add(sums[j]);
                }
            }
            for (var i = 0; i < size; i++)
            {
                others.Gram[PackedSymmetric.Row(i) + i] += i == 0 ? 1e-9 : penalty;
            }
            if (!Cholesky.Factor(others.Gram, size))
            {
                throw new ArithmeticException(
                    "The reward model's features are too far apart in scale to be solved for; scale them to about 1.");
            }
            (models[k], factors[k]) = (others.Moments, others.Gram);
            Cholesky.Solve(factors[k], models[k], size);
        }
        return new RewardModel(log, parts, models, factors);
    }

    private sealed class FoldSums(int size)
    {
        public double[] Gram { get; } = new double[PackedSymmetric.Length(size)];

        public double[] Moments { get; } = new double[size];

        public void Add(ReadOnlySpan<double> x, double reward)
        {
            PackedSymmetric.AddOuter(Gram, x, size, 1);
            PackedSymmetric.AddScaled(Moments, x, reward);
        }

        public void Add(FoldSums other)
        {
            TensorPrimitives.Add<double>(Gram, other.Gram, Gram);
            TensorPrimitives.Add<double>(Moments, other.Moments, Moments);
        }
    }
}
