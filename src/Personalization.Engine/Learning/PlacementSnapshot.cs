using Personalization.Engine.Bandits;

namespace Personalization.Engine.Learning;

/// <summary>A placement's bandit at one moment. Immutable; thread-safe.</summary>
/// <param name="Context">How items differ, by context, from what the ranking makes expect.</param>
/// <param name="Base">The reward expected of an item of score 0.</param>
/// <param name="Slope">How much more of one of score 1.</param>
/// <param name="Observations">Choices learnt from.</param>
/// <param name="Generations">Items whose earnings have changed, with how often.</param>
/// <param name="IsRewarded">Whether any choice was ever rewarded; without rewards nothing can be told apart.</param>
public sealed record PlacementSnapshot(
    AdaptiveSnapshot Context, double Base, double Slope, long Observations, IReadOnlyDictionary<string, int> Generations, bool IsRewarded)
{
    /// <summary>The probability of each item.</summary>
    /// <param name="policy">How beliefs become a choice.</param>
    /// <param name="features">The context, as <see cref="ChoiceFeatures"/> has it.</param>
    /// <param name="arms">The items' numbers by <see cref="BeliefSnapshot.IndexOf"/>.</param>
    /// <param name="scores">What the ranking thinks of them, [0, 1] relative to the best.</param>
    /// <param name="probabilities">Takes one number per item; they sum to 1 up to rounding.</param>
    public void Probabilities(
        IBeliefPolicy policy, ReadOnlySpan<double> features, ReadOnlySpan<int> arms, ReadOnlySpan<double> scores,
        Span<double> probabilities)
    {
        Span<double> means = arms.Length <= 256 ? stackalloc double[arms.Length] : new double[arms.Length];
        Span<double> deviations = arms.Length <= 256 ? stackalloc double[arms.Length] : new double[arms.Length];
        Context.Judge(features, arms, means, deviations);
        for (var i = 0; i < means.Length; i++)
        {
            means[i] += Base + (Slope * scores[i]);
        }
        policy.Probabilities(new ArmBeliefs(means, deviations, Context.Noise, Context.Total), probabilities);
    }
}
