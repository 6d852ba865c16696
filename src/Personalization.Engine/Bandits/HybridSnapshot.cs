using System.Collections.Frozen;
using Personalization.Engine.Statistics;

namespace Personalization.Engine.Bandits;

/// <summary>A hybrid model at one moment. Immutable and thread-safe.</summary>
internal sealed class HybridSnapshot(
    FrozenDictionary<string, int> indexes, HybridArm[] known, double[] beta, double[] inverse, double precision, int features, double noise,
    double total, IBeliefPolicy policy)
    : BeliefSnapshot(indexes, features, noise, total, policy)
{
    /// <summary>What the model expects, and its standard deviations (Li et al. 2010, algorithm 2, lines 12 and 13).</summary>
    public override void Judge(ReadOnlySpan<double> features, ReadOnlySpan<int> arms, Span<double> means, Span<double> deviations)
    {
        var d = 1 + Features;
        var padded = PackedSymmetric.Padded(d);
        Span<double> x = padded <= 256 ? stackalloc double[padded] : new double[padded];
        Span<double> rest = padded <= 256 ? stackalloc double[padded] : new double[padded];
        ContextVector.Fill(features, Features, x);
        for (var i = 0; i < arms.Length; i++)
        {
            // What is left of the shared features once the arm's own ones have explained their part: z − Bᵀ A⁻¹ x.
            x.CopyTo(rest);
            var variance = PackedSymmetric.Dot(x, x) / precision;
            var mean = 0.0;
            if (arms[i] >= 0)
            {
                var arm = known[arms[i]];
                for (var k = 0; k < d; k++)
                {
                    PackedSymmetric.AddScaled(rest, arm.Transfer.AsSpan(k * padded, padded), -x[k]);
                }
                variance = PackedSymmetric.Quadratic(arm.Inverse, x, d);
                mean = PackedSymmetric.Dot(arm.Weights, x);
            }
            means[i] = mean + PackedSymmetric.Dot(beta, rest);
            deviations[i] = Noise * Math.Sqrt(Math.Max(0, variance) + Math.Max(0, PackedSymmetric.Quadratic(inverse, rest, d)));
        }
    }
}
