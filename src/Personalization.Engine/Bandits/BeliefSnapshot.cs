using System.Collections.Frozen;
using System.Runtime.CompilerServices;

namespace Personalization.Engine.Bandits;

/// <summary>What a model believes of its arms at one moment, with a policy over that. Immutable and thread-safe.</summary>
public abstract class BeliefSnapshot : IContextualSelector
{
    private const int MostOnStack = 128;

    private readonly FrozenDictionary<string, int> _indexes;

    private protected BeliefSnapshot(
        FrozenDictionary<string, int> indexes, int features, double noise, double total, IBeliefPolicy policy) =>
        (_indexes, Features, Noise, Total, Policy) = (indexes, features, noise, total, policy);

    /// <inheritdoc/>
    public int Features { get; }

    /// <summary>The standard deviation of single rewards around what is expected of them; of logits 1.</summary>
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
        Span<double> means = arms.Length <= MostOnStack ? stackalloc double[arms.Length] : new double[arms.Length];
        Span<double> deviations = arms.Length <= MostOnStack ? stackalloc double[arms.Length] : new double[arms.Length];
        Judge(features, arms, means, deviations);
        Policy.Probabilities(new ArmBeliefs(means, deviations, Noise, Total), probabilities);
    }

    /// <summary>What the model expects of the arms, on the scale of rewards or, with a logistic link, of logits.</summary>
    /// <param name="features">The context, finite numbers without the constant.</param>
    /// <param name="arms">The arms' numbers by <see cref="IndexOf"/>.</param>
    /// <param name="means">Takes the expectations.</param>
    /// <param name="deviations">Takes their standard deviations.</param>
    /// <exception cref="ArgumentException">There are more or fewer features, or one is not finite; the message names it.</exception>
    public abstract void Judge(ReadOnlySpan<double> features, ReadOnlySpan<int> arms, Span<double> means, Span<double> deviations);
}
