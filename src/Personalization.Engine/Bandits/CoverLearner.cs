using Personalization.Engine.Statistics;

namespace Personalization.Engine.Bandits;

/// <summary>
/// Online cover (Agarwal, Hsu, Kale, Langford, Li and Schapire 2014, section 5; Bietti, Agarwal and Langford 2021, algorithm 5): several
/// policies, each trained on doubly robust estimates of all arms' rewards plus a bonus for arms that the policies before it seldom choose.
/// The choice is that of a random policy, mixed with a uniform share min(1/n, 1/√(n t)).
/// </summary>
public sealed class CoverLearner : IContextualLearner
{
    private readonly LinearLearner _model;
    private readonly LinearLearner[] _members;
    private readonly double _bonus;
    private double _observed;
    private LinearSnapshot[]? _published;

    /// <summary>A learner that knows nothing.</summary>
    /// <param name="features">Features of a context, the constant not counted.</param>
    /// <param name="members">Policies, 1 to 64. 5 by default.</param>
    /// <param name="bonus">ψ, the weight of the bonus, at least 0. 0.1 by default.</param>
    /// <param name="options">Settings of each model; the defaults when null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public CoverLearner(int features, int members = 5, double bonus = 0.1, LinearOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(members, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(members, 64);
        ArgumentOutOfRangeException.ThrowIfNegative(bonus);
        _bonus = bonus;
        _model = new LinearLearner(features, new GreedyPolicy(), options);
        _members = new LinearLearner[members];
        for (var m = 0; m < members; m++)
        {
            _members[m] = new LinearLearner(features, new GreedyPolicy(), options);
        }
    }

    /// <inheritdoc/>
    public void Observe(BanditObservation observation)
    {
        observation.Check(_model.Features);
        var available = observation.Available.IsEmpty ? _model.Statistics.Arms.ToArray() : observation.Available;
        var place = available.IndexOf(observation.Arm);
        if (place < 0)
        {
            available = (string[])[.. available, observation.Arm];
            place = available.Length - 1;
        }
        Span<double> rewards = new double[available.Length];
        Span<double> votes = new double[available.Length];
        Span<double> shares = new double[available.Length];
        Span<int> arms = new int[available.Length];
        Estimates(observation, available, place, rewards);
        var floor = Floor(available.Length);
        for (var m = 0; m < _members.Length; m++)
        {
            for (var a = 0; a < available.Length; a++)
            {
                var chosen = m == 0 ? 0 : votes[a] / m;
                _members[m].Observe(new BanditObservation(
                    available[a], observation.Features, rewards[a] + (_bonus * floor / (floor + ((1 - floor) * chosen))))
                {
                    Weight = observation.Weight,
                });
            }
            var snapshot = _members[m].Publish();
            for (var a = 0; a < available.Length; a++)
            {
                arms[a] = snapshot.IndexOf(available[a]);
            }
            snapshot.Probabilities(observation.Features, arms, shares);
            PackedSymmetric.AddScaled(votes, shares, 1);
        }
        _observed += observation.Weight;
        _published = null;
    }

    /// <inheritdoc/>
    public IContextualSelector Publish() =>
        new CommitteeSnapshot(
            _published ??= Array.ConvertAll(_members, static m => m.Publish()), Floor(Math.Max(1, _model.Statistics.Arms.Count)));

    private double Floor(int arms) => Math.Min(1.0, arms * Math.Min(1.0 / arms, 1 / Math.Sqrt(arms * (_observed + 1))));

    // The model's expectation, corrected where the reward is known (Dudík, Langford and Li 2011, equation 1).
    private void Estimates(BanditObservation observation, ReadOnlySpan<string> available, int place, Span<double> rewards)
    {
        var snapshot = _model.Publish();
        Span<int> arms = new int[available.Length];
        for (var a = 0; a < available.Length; a++)
        {
            arms[a] = snapshot.IndexOf(available[a]);
        }
        snapshot.Judge(observation.Features, arms, rewards, new double[available.Length]);
        rewards[place] += LoggedWeight.Of(Math.Min(1, observation.Propensity)) * (observation.Reward - rewards[place]);
        _model.Observe(observation);
    }
}
