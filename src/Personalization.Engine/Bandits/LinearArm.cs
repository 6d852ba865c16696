using Personalization.Engine.Statistics;

namespace Personalization.Engine.Bandits;

/// <summary>A linear model of one arm at one moment. Immutable; arrays padded and packed as in <see cref="PackedSymmetric"/>.</summary>
/// <param name="Weights">The posterior mean of the weights.</param>
/// <param name="Inverse">(λI + Σw x xᵀ)⁻¹.</param>
internal sealed record LinearArm(double[] Weights, double[] Inverse)
{
    /// <summary>A copy of what an estimate holds now.</summary>
    public static LinearArm Of(RidgeEstimate estimate) => new((double[])estimate.Weights.Clone(), (double[])estimate.Inverse.Clone());
}
