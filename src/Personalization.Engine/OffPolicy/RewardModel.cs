using System.Numerics.Tensors;
using Personalization.Engine.Statistics;

namespace Personalization.Engine.OffPolicy;

/// <summary>
/// What a cross-fitted model foretells of the rows of a log, each row by a model that did not see it. Immutable, thread-safe.
/// </summary>
public sealed class RewardModel
{
    private readonly PolicyLog _log;
    private readonly byte[] _parts;
    private readonly double[][] _models;
    private readonly double[][] _factors;

    internal RewardModel(PolicyLog log, byte[] parts, double[][] models, double[][] factors)
    {
        (_log, _parts, _models, _factors) = (log, parts, models, factors);
        (Logged, Target) = (new double[log.Count], new double[log.Count]);
        for (var i = 0; i < log.Count; i++)
        {
            Logged[i] = Dot(models[parts[i]], log.LoggedFeatures(i));
            Target[i] = Dot(models[parts[i]], log.TargetFeatures(i));
        }
    }

    /// <summary>q̂(x, a) of the logged choice.</summary>
    public double[] Logged { get; }

    /// <summary>Σₐ π(a|x) q̂(x, a).</summary>
    public double[] Target { get; }

    /// <summary>
    /// What each row adds to the error of the mean of Σₐ π q̂ + w (r − q̂) through the models that it helped to fit: Σ over the
    /// other parts k of eⱼ xⱼᵀ A₋ₖ⁻¹ Σᵢ (zᵢ − wᵢ xᵢ), i in part k, with x and z the logged and the target's
    /// features, e the residual under the model of k, and A its system. With importance weights the inner sum has mean 0 and nothing is
    /// left to first order (Chernozhukov et al. 2018); with smaller ones, or none, this is the error of the model itself.
    /// </summary>
    /// <param name="weights">One a row; none stand for 0: the direct method.</param>
    public double[] Influence(ReadOnlySpan<double> weights)
    {
        var size = _log.FeatureCount + 1;
        var leverages = new double[_models.Length][];
        for (var k = 0; k < leverages.Length; k++)
        {
            leverages[k] = new double[size];
        }
        for (var i = 0; i < _log.Count; i++)
        {
            var leverage = leverages[_parts[i]];
            var weight = weights.IsEmpty ? 0 : weights[i];
            leverage[0] += 1 - weight;
            var features = leverage.AsSpan(1);
            TensorPrimitives.Add(features, _log.TargetFeatures(i), features);
            if (weight != 0)
            {
                TensorPrimitives.MultiplyAdd(_log.LoggedFeatures(i), -weight, features, features);
            }
        }
        for (var k = 0; k < leverages.Length; k++)
        {
            Cholesky.Solve(_factors[k], leverages[k], size);
        }
        var influence = new double[_log.Count];
        for (var i = 0; i < influence.Length; i++)
        {
            var x = _log.LoggedFeatures(i);
            for (var k = 0; k < _models.Length; k++)
            {
                if (k != _parts[i])
                {
                    influence[i] += (_log.Rewards[i] - Dot(_models[k], x)) * Dot(leverages[k], x);
                }
            }
        }
        return influence;
    }

    private static double Dot(double[] withConstant, ReadOnlySpan<double> features) =>
        withConstant[0] + TensorPrimitives.Dot(features, withConstant.AsSpan(1));
}
