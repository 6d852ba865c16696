using System.Numerics.Tensors;

namespace Personalization.Engine.OffPolicy;

/// <summary>Makes the terms of every estimator from a log and a reward model's predictions.</summary>
internal static class EstimatorColumns
{
    private const int ShrinkageSteps = 30;

    /// <summary>One for each estimator, in their order.</summary>
    public static EstimatorTerms[] Create(PolicyLog log, RewardModel model, OffPolicyOptions options)
    {
        var rows = log.Count;
        var (weights, clipped, switched) = (new double[rows], new double[rows], new double[rows]);
        TensorPrimitives.Divide(log.TargetProbabilities, log.Propensities, weights);
        var limit = options.WeightLimit ?? Math.Sqrt(rows);
        TensorPrimitives.Min<double>(weights, limit, clipped);
        var residuals = new double[rows];
        TensorPrimitives.Subtract(log.Rewards, model.Logged, residuals);
        for (var i = 0; i < rows; i++)
        {
            switched[i] = weights[i] <= limit ? weights[i] : 0;
        }

        var bound = options.WeightBound ?? TensorPrimitives.Max<double>(weights);
        var (reward, residual, predicted) = (Span(log.Rewards, 0), Span(residuals, 0), Span(model.Target, model.Target[0]));
        var effective = Effective(weights);
        var weightedReward = Product(weights, log.Rewards);
        var weightedResidual = Product(weights, residuals);
        var direct = WithModelError(model.Target, model.Influence([]));
        var (shrunk, shrinkage) = Shrink(weights, residuals, model.Target, options.Shrinkage);
        return
        [
            new(OffPolicyEstimator.ImportanceSampling, null, weightedReward, null, effective, bound * reward),
            new(OffPolicyEstimator.SelfNormalized, null, weightedReward, weights, effective, double.NaN),
            new(
                OffPolicyEstimator.Clipped, null, Product(clipped, log.Rewards), null, Effective(clipped), Math.Min(bound, limit) * reward,
                limit),
            new(OffPolicyEstimator.DirectMethod, null, direct, null, rows, Span(direct, direct[0])),
            new(OffPolicyEstimator.DoublyRobust, model.Target, weightedResidual, null, effective, predicted + (bound * residual)),
            new(OffPolicyEstimator.SelfNormalizedDoublyRobust, model.Target, weightedResidual, weights, effective, double.NaN),
            new(
                OffPolicyEstimator.SwitchDoublyRobust, model.Target,
                WithModelError(Product(switched, residuals), model.Influence(switched)), null, Effective(switched),
                predicted + (Math.Min(bound, limit) * residual), limit),
            new(
                OffPolicyEstimator.OptimisticShrinkage, model.Target, WithModelError(Product(shrunk, residuals), model.Influence(shrunk)),
                null, Effective(shrunk), predicted + (Math.Min(bound, Math.Sqrt(shrinkage) / 2) * residual), shrinkage),
        ];
    }

    /// <summary>
    /// Adds to the terms what the rows add to the error through the model, less its mean, so that the terms vary like the estimate does.
    /// </summary>
    private static double[] WithModelError(double[] terms, double[] influence)
    {
        TensorPrimitives.Add<double>(influence, -TensorPrimitives.Sum<double>(influence) / influence.Length, influence);
        TensorPrimitives.Add<double>(terms, influence, influence);
        return influence;
    }

    /// <summary>
    /// λ w / (w² + λ) with the λ of least estimated mean squared error, bias² + variance with bias = mean of (w − ŵ)(r − q̂) (Su
    /// et al. 2020, section 5). The variance of the estimated bias is added, for among many λ one has a small bias by chance; so the
    /// choice errs towards less shrinkage, at most to none (λ = ∞).
    /// </summary>
    private static (double[] Weights, double Shrinkage) Shrink(double[] weights, double[] residuals, double[] predictions, double? given)
    {
        var best = double.PositiveInfinity;
        if (given is { } chosen)
        {
            best = chosen;
        }
        else
        {
            var largest = Math.Max(1, TensorPrimitives.Max<double>(weights));
            var (low, high) = (Math.Log(0.1), Math.Log(1000 * largest * largest));
            var least = Risk(weights, residuals, predictions, best);
            for (var step = ShrinkageSteps; step >= 0; step--)
            {
                var candidate = Math.Exp(low + ((high - low) * step / ShrinkageSteps));
                var risk = Risk(weights, residuals, predictions, candidate);
                if (risk < least)
                {
                    (least, best) = (risk, candidate);
                }
            }
        }
        var shrunk = new double[weights.Length];
        for (var i = 0; i < shrunk.Length; i++)
        {
            shrunk[i] = Shrunk(weights[i], best);
        }
        return (shrunk, best);
    }

    private static double Risk(double[] weights, double[] residuals, double[] predictions, double shrinkage)
    {
        var (bias, biasSquare, sum, square) = (0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < weights.Length; i++)
        {
            var w = Shrunk(weights[i], shrinkage);
            var term = predictions[i] + (w * residuals[i]);
            var lost = (weights[i] - w) * residuals[i];
            bias += lost;
            biasSquare += lost * lost;
            sum += term;
            square += term * term;
        }
        var n = (double)weights.Length;
        double MeanVariance(double total, double squares) => ((squares / n) - (total / n * (total / n))) / n;
        return (bias / n * (bias / n)) + MeanVariance(bias, biasSquare) + MeanVariance(sum, square);
    }

    private static double Shrunk(double weight, double shrinkage) =>
        double.IsInfinity(shrinkage) ? weight : weight / (1 + (weight * weight / shrinkage));

    private static double[] Product(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var product = new double[left.Length];
        TensorPrimitives.Multiply(left, right, product);
        return product;
    }

    private static double Effective(ReadOnlySpan<double> weights)
    {
        var square = TensorPrimitives.SumOfSquares(weights);
        var sum = TensorPrimitives.Sum(weights);
        return square > 0 ? sum * sum / square : 0;
    }

    private static double Span(ReadOnlySpan<double> values, double with) =>
        Math.Max(with, TensorPrimitives.Max(values)) - Math.Min(with, TensorPrimitives.Min(values));
}
