using System.Collections.Frozen;
using Personalization.Engine.Statistics;

namespace Personalization.Engine.Bandits;

/// <summary>
/// Learns one Bayesian linear model per arm with exact updates (Li, Chu, Langford and Schapire 2010, algorithm 1; Agrawal and Goyal 2013).
/// With a logistic link each reward enters as the working response of iteratively reweighted least squares at the current estimate, so that
/// the sums stay sums: one Newton step an observation of the Laplace approximation (Chapelle and Li 2011, algorithm 3, with the full matrix
/// in place of its diagonal).
/// </summary>
public sealed class LinearLearner : IContextualLearner
{
    // Beyond it a logistic observation says nearly nothing: the weight p(1 − p) is below 0.007.
    private const double LargestLogit = 5;

    private readonly LinearOptions _options;
    private readonly IBeliefPolicy _policy;
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);
    private readonly List<RidgeEstimate> _estimates = [];
    private readonly double[] _x;
    private LinearArm?[] _published = [];
    private FrozenDictionary<string, int> _frozen = FrozenDictionary<string, int>.Empty;
    private ModelStatistics _statistics;

    /// <summary>A learner that knows nothing.</summary>
    /// <param name="features">Features of a context, the constant not counted.</param>
    /// <param name="policy">How its snapshots choose.</param>
    /// <param name="options">Settings; the defaults when null.</param>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public LinearLearner(int features, IBeliefPolicy policy, LinearOptions? options = null)
    {
        _options = options ?? new LinearOptions();
        _options.Check();
        _policy = policy;
        Features = features;
        _statistics = new ModelStatistics(1 + features);
        _x = new double[PackedSymmetric.Padded(1 + features)];
    }

    /// <summary>Features of a context, the constant not counted.</summary>
    public int Features { get; }

    /// <summary>The sums; change them through this learner only.</summary>
    public ModelStatistics Statistics => _statistics;

    /// <inheritdoc/>
    public void Observe(BanditObservation observation)
    {
        observation.Check(Features);
        ContextVector.Fill(observation.Features, Features, _x);
        var estimate = Estimate(observation.Arm, out var index);
        var (response, weight) = (observation.Reward, observation.Weight);
        if (_options.Link == ModelLink.Logistic)
        {
            (response, weight) = WorkingResponse(estimate.Mean(_x), observation.Reward, weight);
        }
        _statistics.Get(observation.Arm).Add(_x, response, weight);
        estimate.Update(_x, response, weight);
        _published[index] = null;
    }

    /// <summary>
    /// Takes up what other nodes observed. With a logistic link their sums must have been formed at the estimates that this learner
    /// published.
    /// </summary>
    /// <exception cref="ArgumentException">The dimensions differ.</exception>
    public void Merge(ModelStatistics other)
    {
        ArgumentNullException.ThrowIfNull(other);
        _statistics.Merge(other);
        foreach (var arm in other.Arms)
        {
            Estimate(arm, out var index).Renew();
            _published[index] = null;
        }
    }

    /// <summary>Replaces everything by statistics, for example those of a warm start or of a stored state.</summary>
    public void Load(ModelStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        if (statistics.Dimension != 1 + Features)
        {
            throw new ArgumentException(
                $"Statistics of {statistics.Dimension} features do not fit a learner of {1 + Features}.", nameof(statistics));
        }
        _statistics = statistics;
        _estimates.Clear();
        _indexes.Clear();
        _published = [];
        foreach (var arm in statistics.Arms)
        {
            Estimate(arm, out _);
        }
    }

    /// <summary>Counts the past for less; see <see cref="Discounting.Factor"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not in [0, 1].</exception>
    public void Discount(double factor)
    {
        _statistics.Discount(factor);
        Load(_statistics);
    }

    /// <summary>Forgets an arm, for example after a change was detected.</summary>
    public void Forget(string arm)
    {
        if (_statistics.Forget(arm))
        {
            Load(_statistics);
        }
    }

    /// <inheritdoc cref="IContextualLearner.Publish"/>
    public LinearSnapshot Publish()
    {
        if (_frozen.Count != _indexes.Count)
        {
            _frozen = _indexes.ToFrozenDictionary(StringComparer.Ordinal);
        }
        var arms = new LinearArm[_estimates.Count];
        var residual = 0.0;
        var total = 0.0;
        for (var i = 0; i < arms.Length; i++)
        {
            arms[i] = _published[i] ??= LinearArm.Of(_estimates[i]);
            residual += _estimates[i].Residual;
        }
        foreach (var arm in _statistics.Arms)
        {
            total += _statistics.Find(arm)!.Weight;
        }
        var noise = _options.Link == ModelLink.Logistic ? 1 : NoisePrior.Deviation(residual, total);
        return new LinearSnapshot(_frozen, arms, _options, Features, noise, total, _policy);
    }

    IContextualSelector IContextualLearner.Publish() => Publish();

    /// <summary>
    /// The response and weight of iteratively reweighted least squares for a reward in [0, 1] (McCullagh and Nelder, Generalized Linear
    /// Models, section 2.5).
    /// </summary>
    internal static (double Response, double Weight) WorkingResponse(double logit, double reward, double weight)
    {
        var eta = Math.Clamp(logit, -LargestLogit, LargestLogit);
        var p = 1 / (1 + Math.Exp(-eta));
        var curvature = p * (1 - p);
        return (eta + ((reward - p) / curvature), weight * curvature);
    }

    private RidgeEstimate Estimate(string arm, out int index)
    {
        if (!_indexes.TryGetValue(arm, out index))
        {
            index = _estimates.Count;
            _indexes.Add(arm, index);
            _estimates.Add(new RidgeEstimate(_statistics.Get(arm), 1 + Features, _options.Precision, _options.PriorMean));
            Array.Resize(ref _published, _estimates.Count);
        }
        return _estimates[index];
    }
}
