using System.Collections.Frozen;
using Personalization.Engine.Statistics;

namespace Personalization.Engine.Bandits;

/// <summary>
/// The default contextual bandit. Several Bayesian linear models per arm, on the features and on their pairwise products, with weaker and
/// stronger priors, are candidates; each forecasts every reward before it is learned from, and the forecasts are averaged with weights
/// exp(−Σ squared errors / 2σ²): exponential weighting (Vovk 1998; Cesa-Bianchi and Lugosi 2006, section 3.3), which for Gaussian
/// noise is Bayesian model averaging by prequential likelihood (Dawid 1984). So a richer model counts as soon as, and only if, it foretells
/// rewards better. The choice is a soft upper confidence bound (<see cref="SoftUcbPolicy"/>) half a deviation above the average.
/// </summary>
public sealed class AdaptiveLearner : IContextualLearner
{
    private readonly AdaptiveOptions _options;
    private readonly IBeliefPolicy _policy;
    private readonly InteractionMap _map;
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);
    private readonly List<RidgeEstimate[]> _estimates = [];
    private readonly double[] _own;
    private readonly double[] _mapped;
    private readonly int _candidates;
    private AdaptiveArm?[] _published = [];
    private FrozenDictionary<string, int> _frozen = FrozenDictionary<string, int>.Empty;

    /// <summary>A learner that knows nothing.</summary>
    /// <param name="features">Features of a context, the constant not counted.</param>
    /// <param name="policy">How its snapshots choose; a soft upper confidence bound when null.</param>
    /// <param name="options">Settings; the defaults when null.</param>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public AdaptiveLearner(int features, IBeliefPolicy? policy = null, AdaptiveOptions? options = null)
    {
        _options = options ?? new AdaptiveOptions();
        _options.Check();
        _policy = policy ?? new SoftUcbPolicy();
        Features = features;
        _map = new InteractionMap(features, _options.Interactions);
        _candidates = _options.LinearPrecisions.Count + _options.InteractionPrecisions.Count;
        _own = new double[PackedSymmetric.Padded(1 + features)];
        _mapped = new double[PackedSymmetric.Padded(_map.Dimension)];
        Statistics = new AdaptiveStatistics(_map.Dimension, _candidates);
    }

    /// <summary>Features of a context, the constant not counted.</summary>
    public int Features { get; }

    /// <summary>The sums; change them through this learner only.</summary>
    public AdaptiveStatistics Statistics { get; private set; }

    /// <inheritdoc/>
    public void Observe(BanditObservation observation)
    {
        observation.Check(Features);
        ContextVector.Fill(observation.Features, Features, _own);
        _map.Map(_own, _mapped);
        var estimates = Estimates(observation.Arm, out var index);
        Span<double> forecasts = stackalloc double[_candidates];
        var (least, most) = (Math.Min(Statistics.LeastReward, _options.PriorMean), Math.Max(Statistics.MostReward, _options.PriorMean));
        for (var c = 0; c < _candidates; c++)
        {
            forecasts[c] = Math.Clamp(estimates[c].Mean(_mapped), least, most);
        }
        Statistics.Add(observation.Arm, _mapped, forecasts, observation.Reward, observation.Weight);
        for (var c = 0; c < _candidates; c++)
        {
            estimates[c].Update(c < _options.LinearPrecisions.Count ? _own : _mapped, observation.Reward, observation.Weight);
        }
        _published[index] = null;
    }

    /// <summary>Takes up what other nodes observed.</summary>
    /// <exception cref="ArgumentException">The forms differ.</exception>
    public void Merge(AdaptiveStatistics other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Statistics.Merge(other);
        foreach (var arm in other.Models.Arms)
        {
            foreach (var estimate in Estimates(arm, out var index))
            {
                estimate.Renew();
                _published[index] = null;
            }
        }
    }

    /// <summary>Replaces everything by statistics, for example those of a warm start or of a stored state.</summary>
    /// <exception cref="ArgumentException">They are of another form.</exception>
    public void Load(AdaptiveStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        if (statistics.Models.Dimension != _map.Dimension || statistics.Losses.Length != _candidates)
        {
            throw new ArgumentException(
                $"Statistics of {statistics.Models.Dimension} features and {statistics.Losses.Length} candidates do not fit a bandit of "
                + $"{_map.Dimension} and {_candidates}.",
                nameof(statistics));
        }
        Statistics = statistics;
        _estimates.Clear();
        _indexes.Clear();
        _published = [];
        foreach (var arm in statistics.Models.Arms)
        {
            Estimates(arm, out _);
        }
    }

    /// <summary>Counts the past for less; see <see cref="Discounting.Factor"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not in [0, 1].</exception>
    public void Discount(double factor)
    {
        Statistics.Discount(factor);
        Load(Statistics);
    }

    /// <summary>Forgets an arm, for example after a change was detected.</summary>
    public void Forget(string arm)
    {
        if (Statistics.Models.Forget(arm))
        {
            Load(Statistics);
        }
    }

    /// <inheritdoc cref="IContextualLearner.Publish"/>
    public AdaptiveSnapshot Publish()
    {
        if (_frozen.Count != _indexes.Count)
        {
            _frozen = _indexes.ToFrozenDictionary(StringComparer.Ordinal);
        }
        var arms = new AdaptiveArm[_estimates.Count];
        for (var a = 0; a < arms.Length; a++)
        {
            arms[a] = _published[a] ??= Copy(_estimates[a]);
        }
        var shares = new double[_candidates];
        var noise = CandidateWeights.Fill(Statistics.Losses, Statistics.Forecasts, shares);
        return new AdaptiveSnapshot(_frozen, arms, _options, _map, Features, shares, noise, Statistics, _policy);
    }

    IContextualSelector IContextualLearner.Publish() => Publish();

    // All linear candidates but the first have no say in uncertainty; those with interactions have one when they are small.
    private AdaptiveArm Copy(RidgeEstimate[] estimates)
    {
        var inverses = new double[]?[estimates.Length];
        for (var c = 0; c < estimates.Length; c++)
        {
            var isAsked = c == 0 || (c >= _options.LinearPrecisions.Count && _map.Dimension <= AdaptiveSnapshot.MostUncertainFeatures);
            inverses[c] = isAsked ? (double[])estimates[c].Inverse.Clone() : null;
        }
        return new(Array.ConvertAll(estimates, static e => (double[])e.Weights.Clone()), inverses);
    }

    private RidgeEstimate[] Estimates(string arm, out int index)
    {
        if (!_indexes.TryGetValue(arm, out index))
        {
            index = _estimates.Count;
            _indexes.Add(arm, index);
            var sums = Statistics.Models.Get(arm);
            var linear = _options.LinearPrecisions.Select(precision =>
                new RidgeEstimate(sums, 1 + Features, precision, _options.PriorMean));
            var rich = _options.InteractionPrecisions.Select(precision => new RidgeEstimate(
                sums, _map.Dimension, precision, _options.PriorMean, _map.Dimension > AdaptiveSnapshot.MostUncertainFeatures));
            _estimates.Add([.. linear, .. rich]);
            Array.Resize(ref _published, _estimates.Count);
        }
        return _estimates[index];
    }
}
