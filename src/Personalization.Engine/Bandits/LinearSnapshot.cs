using System.Collections.Frozen;
using System.Runtime.CompilerServices;

namespace Personalization.Engine.Bandits;

/// <summary>
/// Linear models per arm at one moment, with a policy over what they believe: LinUCB, linear and logistic Thompson sampling, SquareCB, RegCB, ε-greedy and
/// softmax, depending on the policy. Immutable and thread-safe.
/// </summary>
public sealed class LinearSnapshot : IContextualSelector
{
    private readonly FrozenDictionary<string, int> _indexes;
    private readonly LinearArm[] _arms;
    private readonly LinearOptions _options;
    private readonly int _dimension;

    internal LinearSnapshot(FrozenDictionary<string, int> indexes, LinearArm[] arms, LinearOptions options, int features, double noise, double total, IBeliefPolicy policy)
    {
        _indexes = indexes;
        _arms = arms;
        _options = options;
        _dimension = 1 + features;
        Features = features;
        Noise = noise;
        Total = total;
        Policy = policy;
    }

    /// <inheritdoc/>
    public int Features { get; }

    /// <summary>The standard deviation of single rewards around their expectation; of logits 1.</summary>
    public double Noise { get; }

    /// <summary>Observations learned from, Σw.</summary>
    public double Total { get; }

    /// <summary>How the snapshot chooses.</summary>
    public IBeliefPolicy Policy { get; }

    /// <inheritdoc/>
    public int IndexOf(string arm) => _indexes.GetValueOrDefault(arm, -1);

    /// <inheritdoc/>
    [SkipLocalsInit]
    public void Probabilities(ReadOnlySpan<double> features, ReadOnlySpan<int> arms, Span<double> probabilities)
    {
        ObservationRules.CheckRoom(arms.Length, probabilities.Length);
        Span<double> means = arms.Length <= 128 ? stackalloc double[arms.Length] : new double[arms.Length];
        Span<double> deviations = arms.Length <= 128 ? stackalloc double[arms.Length] : new double[arms.Length];
        Judge(features, arms, means, deviations);
        Policy.Probabilities(new ArmBeliefs(means, deviations, Noise, Total), probabilities);
    }

    /// <summary>What the models expect of the arms, on the scale of rewards or, with a logistic link, of logits.</summary>
    /// <param name="features">The context, finite numbers without the constant.</param>
    /// <param name="arms">The arms' numbers by <see cref="IndexOf"/>.</param>
    /// <param name="means">Takes the expectations.</param>
    /// <param name="deviations">Takes their standard deviations.</param>
    /// <exception cref="ArgumentException">There are more or fewer features, or one is not finite; the message names it.</exception>
    [SkipLocalsInit]
    public void Judge(ReadOnlySpan<double> features, ReadOnlySpan<int> arms, Span<double> means, Span<double> deviations)
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
