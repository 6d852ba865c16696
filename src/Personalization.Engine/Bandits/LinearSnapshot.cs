using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Personalization.Engine.Statistics;

namespace Personalization.Engine.Bandits;

/// <summary>
/// Linear models per arm at one moment, with a policy over what they believe: LinUCB, linear and logistic Thompson sampling, SquareCB,
/// RegCB, ε-greedy and softmax, depending on the policy. Immutable and thread-safe.
/// </summary>
public sealed class LinearSnapshot : BeliefSnapshot
{
    private readonly LinearArm[] _arms;
    private readonly LinearOptions _options;
    private readonly int _dimension;

    internal LinearSnapshot(
        FrozenDictionary<string, int> indexes, LinearArm[] arms, LinearOptions options, int features, double noise, double total,
        IBeliefPolicy policy)
        : base(indexes, features, noise, total, policy) => (_arms, _options, _dimension) = (arms, options, 1 + features);

    /// <inheritdoc/>
    [SkipLocalsInit]
    public override void Judge(ReadOnlySpan<double> features, ReadOnlySpan<int> arms, Span<double> means, Span<double> deviations)
    {
        var padded = PackedSymmetric.Padded(_dimension);
        Span<double> x = padded <= 512 ? stackalloc double[padded] : new double[padded];
        ContextVector.Fill(features, Features, x);
        for (var i = 0; i < arms.Length; i++)
        {
            if (arms[i] < 0)
            {
                means[i] = _options.PriorMean;
                deviations[i] = Noise * Math.Sqrt(PackedSymmetric.Dot(x, x) / _options.Precision);
                continue;
            }
            var arm = _arms[arms[i]];
            means[i] = PackedSymmetric.Dot(arm.Weights, x);
            deviations[i] = Noise * Math.Sqrt(Math.Max(0, PackedSymmetric.Quadratic(arm.Inverse, x, _dimension)));
        }
    }
}
