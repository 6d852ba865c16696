using System.Numerics.Tensors;
using Personalization.Engine.Chance;

namespace Personalization.Engine.OffPolicy;

/// <summary>
/// Ridge regression of the reward on the features of the choice, cross-fitted: the rows fall into parts by chance, and each part is foretold by the model of
/// all others (Chernozhukov et al. 2018, definition 3.1), so that no row's reward takes part in its own prediction. Deterministic by its seed, thread-safe.
/// </summary>
public static class CrossFittedRidge
{
    /// <summary>Fits and foretells. Time: rows × features², memory: folds × features².</summary>
    /// <param name="log">Finite rows.</param>
    /// <param name="folds">Parts, 2 to 255.</param>
    /// <param name="penalty">Above 0; the constant goes without.</param>
    /// <param name="seed">Decides which row falls into which part.</param>
    public static RewardPredictions Predict(PolicyLog log, int folds, double penalty, ulong seed)
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
        var x = new double[size];
        var z = new double[size];
        x[0] = z[0] = 1;
        for (var i = 0; i < rows; i++)
        {
            parts[i] = (byte)chance.NextInt(folds);
            log.LoggedFeatures(i).CopyTo(x.AsSpan(1));
            log.TargetFeatures(i).CopyTo(z.AsSpan(1));
            sums[parts[i]].Add(x, z, log.Rewards[i]);
        }
        var (models, leverages) = Fit(sums, size, penalty);
        return Foretell(log, parts, models, leverages, size);
    }

    /// <summary>For each part k the model θ₋ₖ of the others, and nₖ A₋ₖ⁻¹ z̄ₖ: how a residual elsewhere moves the sum of the part's predictions.</summary>
    private static (double[][] Models, double[][] Leverages) Fit(FoldSums[] sums, int size, double penalty)
    {
        var models = new double[sums.Length][];
        var leverages = new double[sums.Length][];
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
                others.Gram[(i * size) + i] += i == 0 ? 1e-9 : penalty;
            }
            if (!Cholesky.Factor(others.Gram, size))
            {
                throw new ArithmeticException("The reward model's features are too far apart in scale to be solved for; scale them to about 1.");
            }
            models[k] = others.Moments;
            Cholesky.Solve(others.Gram, size, models[k]);
            leverages[k] = (double[])sums[k].Targets.Clone();
            Cholesky.Solve(others.Gram, size, leverages[k]);
        }
        return (models, leverages);
    }

    private static RewardPredictions Foretell(PolicyLog log, byte[] parts, double[][] models, double[][] leverages, int size)
    {
        var rows = log.Count;
        var result = new RewardPredictions(new double[rows], new double[rows], new double[rows]);
        for (var i = 0; i < rows; i++)
        {
            ReadOnlySpan<double> x = log.LoggedFeatures(i);
            var own = models[parts[i]];
            result.Logged[i] = own[0] + TensorPrimitives.Dot(x, own.AsSpan(1, size - 1));
            result.Target[i] = own[0] + TensorPrimitives.Dot(log.TargetFeatures(i), own.AsSpan(1, size - 1));
            var influence = 0.0;
            for (var k = 0; k < models.Length; k++)
            {
                if (k != parts[i])
                {
                    var residual = log.Rewards[i] - models[k][0] - TensorPrimitives.Dot(x, models[k].AsSpan(1, size - 1));
                    influence += residual * (leverages[k][0] + TensorPrimitives.Dot(x, leverages[k].AsSpan(1, size - 1)));
                }
            }
            result.Influence[i] = influence;
        }
        var mean = TensorPrimitives.Sum<double>(result.Target) / rows;
        for (var i = 0; i < rows; i++)
        {
            result.Influence[i] += result.Target[i] - mean;
        }
        return result;
    }

    private sealed class FoldSums(int size)
    {
        public double[] Gram { get; } = new double[size * size];

        public double[] Moments { get; } = new double[size];

        public double[] Targets { get; } = new double[size];

        public void Add(ReadOnlySpan<double> x, ReadOnlySpan<double> z, double reward)
        {
            for (var i = 0; i < x.Length; i++)
            {
                if (x[i] != 0)
                {
                    var row = Gram.AsSpan(i * x.Length, i + 1);
                    TensorPrimitives.MultiplyAdd(x[..(i + 1)], x[i], row, row);
                }
            }
            TensorPrimitives.MultiplyAdd(x, reward, Moments, Moments);
            TensorPrimitives.Add(z, Targets, Targets);
        }

        public void Add(FoldSums other)
        {
            TensorPrimitives.Add<double>(Gram, other.Gram, Gram);
            TensorPrimitives.Add<double>(Moments, other.Moments, Moments);
            TensorPrimitives.Add<double>(Targets, other.Targets, Targets);
        }
    }
}
