using Personalization.Engine.Chance;

namespace Personalization.Engine.Bandits;

/// <summary>
/// Bagging, an approximate Thompson sampling: several linear models per arm learn from resampled observations, each taken up Poisson(1)
/// times (Oza and Russell 2001; Bietti, Agarwal and Langford 2021, algorithm 4), and an arm's probability is the share of models that find
/// it best. How often a model takes up an observation follows from the decision's hash, so all nodes resample alike and the sums merge.
/// </summary>
public sealed class BaggingLearner : IContextualLearner
{
    private readonly LinearLearner[] _members;

    /// <summary>A learner that knows nothing.</summary>
    /// <param name="features">Features of a context, the constant not counted.</param>
    /// <param name="members">Models per arm, 2 to 64. 5 by default.</param>
    /// <param name="options">Settings of each model; the defaults when null.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of members is out of range.</exception>
    public BaggingLearner(int features, int members = 5, LinearOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(members, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(members, 64);
        _members = new LinearLearner[members];
        for (var m = 0; m < members; m++)
        {
            _members[m] = new LinearLearner(features, new GreedyPolicy(), options);
        }
    }

    /// <summary>The members, whose statistics merge member by member.</summary>
    public IReadOnlyList<LinearLearner> Members => _members;

    /// <inheritdoc/>
    public void Observe(BanditObservation observation)
    {
        for (var m = 0; m < _members.Length; m++)
        {
            var times = Poisson(RandomBits.Unit(RandomBits.Mix(observation.DecisionHash ^ RandomBits.Mix((ulong)m + 1))));
            _members[m].Observe(new BanditObservation(observation.Arm, observation.Features, observation.Reward)
            {
                Propensity = observation.Propensity,
                Weight = times * observation.Weight,
            });
        }
    }

    /// <inheritdoc/>
    public IContextualSelector Publish() => new CommitteeSnapshot(Array.ConvertAll(_members, static m => m.Publish()), Floor: 0);

    /// <summary>The quantile of the Poisson distribution with mean 1.</summary>
    internal static int Poisson(double probability)
    {
        var (count, term) = (0, Math.Exp(-1));
        for (var sum = term; probability >= sum && count < 20; sum += term)
        {
            count++;
            term /= count;
        }
        return count;
    }
}
