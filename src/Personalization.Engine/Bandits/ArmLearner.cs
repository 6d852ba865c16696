namespace Personalization.Engine.Bandits;

/// <summary>
/// A bandit without context in the form of one with: it ignores the features. To compare with, and for places whose context says nothing.
/// </summary>
/// <param name="features">Features of a context, the constant not counted.</param>
/// <param name="policy">How its snapshots choose.</param>
public sealed class ArmLearner(int features, IArmPolicy policy) : IContextualLearner
{
    /// <summary>The sums.</summary>
    public ArmTable Table { get; } = new();

    /// <inheritdoc/>
    public void Observe(BanditObservation observation)
    {
        observation.Check(features);
        Table.Observe(observation.Arm, observation.Reward, observation.Propensity, observation.Weight);
    }

    /// <inheritdoc/>
    public IContextualSelector Publish() => new Selector(features, policy, Table.Publish());

    private sealed class Selector(int features, IArmPolicy policy, ArmSnapshot snapshot) : IContextualSelector
    {
        public int Features => features;

        public int IndexOf(string arm) => snapshot.IndexOf(arm);

        public void Probabilities(ReadOnlySpan<double> context, ReadOnlySpan<int> arms, Span<double> probabilities)
        {
            ObservationRules.CheckFeatures(context, features);
            Span<ArmStatistics> available = arms.Length <= 64 ? stackalloc ArmStatistics[arms.Length] : new ArmStatistics[arms.Length];
            for (var i = 0; i < arms.Length; i++)
            {
                available[i] = snapshot[arms[i]];
            }
            policy.Probabilities(available, probabilities);
        }
    }
}
