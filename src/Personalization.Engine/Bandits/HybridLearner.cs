using System.Collections.Frozen;
using Personalization.Engine.Statistics;

namespace Personalization.Engine.Bandits;

/// <summary>
/// Learns r = zᵀβ + xᵀθ with weights β that all arms share and θ of each arm (Li, Chu, Langford and Schapire 2010, algorithm 2), so
/// that what is learned on some arms serves new ones. Here z and x are both the context: β is how people react to anything, θ what is
/// special about an arm. The model is solved exactly, arm by arm.
/// </summary>
public sealed class HybridLearner : IContextualLearner
{
    private readonly LinearOptions _options;
    private readonly IBeliefPolicy _policy;
    private readonly double[] _x;
    private readonly Dictionary<string, HybridArm> _solved = new(StringComparer.Ordinal);

    /// <summary>A learner that knows nothing.</summary>
    /// <param name="features">Features of a context, the constant not counted.</param>
    /// <param name="policy">How its snapshots choose.</param>
    /// <param name="options">Settings; the defaults when null. The link must be the identity.</param>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public HybridLearner(int features, IBeliefPolicy policy, LinearOptions? options = null)
    {
        _options = options ?? new LinearOptions();
        _options.Check();
        if (_options.Link != ModelLink.Identity || _options.PriorMean != 0)
        {
            throw new ArgumentException("A hybrid model has the identity as link and a prior mean of 0.", nameof(options));
        }
        _policy = policy;
        Features = features;
        Statistics = new HybridStatistics(1 + features, 1 + features);
        _x = new double[PackedSymmetric.Padded(1 + features)];
    }

    /// <summary>Features of a context, the constant not counted.</summary>
    public int Features { get; }

    /// <summary>The sums; change them through this learner only.</summary>
    public HybridStatistics Statistics { get; private set; }

    /// <inheritdoc/>
    public void Observe(BanditObservation observation)
    {
        observation.Check(Features);
        ContextVector.Fill(observation.Features, Features, _x);
        Statistics.Add(observation.Arm, _x, _x, observation.Reward, observation.Weight);
        _solved.Remove(observation.Arm);
    }

    /// <summary>Takes up what other nodes observed.</summary>
    /// <exception cref="ArgumentException">The dimensions differ.</exception>
    public void Merge(HybridStatistics other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Statistics.Merge(other);
        foreach (var arm in other.Arms.Arms)
        {
            _solved.Remove(arm);
        }
    }

    /// <summary>Replaces everything by statistics.</summary>
    public void Load(HybridStatistics statistics)
    {
        Statistics = statistics;
        _solved.Clear();
    }

    /// <inheritdoc/>
    public IContextualSelector Publish()
    {
        var d = 1 + Features;
        var moments = Statistics.Shared.Moments.AsSpan().ToArray();
        var beta = Statistics.Shared.Response.AsSpan().ToArray();
        var indexes = new Dictionary<string, int>(StringComparer.Ordinal);
        var arms = new HybridArm[Statistics.Arms.Arms.Count];
        foreach (var arm in Statistics.Arms.Arms)
        {
            if (!_solved.TryGetValue(arm, out var solved))
            {
                _solved[arm] = solved = HybridArm.Solve(Statistics.Arms.Find(arm)!, Statistics.Cross(arm), d, _options.Precision);
            }
            arms[indexes.Count] = solved;
            indexes.Add(arm, indexes.Count);
            PackedSymmetric.AddScaled(moments, solved.Shrinkage, -1);
            PackedSymmetric.AddScaled(beta, solved.Explained, -1);
        }
        for (var i = 0; i < d; i++)
        {
            moments[PackedSymmetric.Row(i) + i] += _options.Precision;
        }
        if (!Cholesky.Factor(moments, d))
        {
            throw new InvalidOperationException("The shared moments are not positive definite.");
        }
        Cholesky.Solve(moments, beta, d);
        Cholesky.InvertFactor(moments, d);
        var inverse = new double[moments.Length];
        Cholesky.Square(moments, inverse, d);
        var shared = Statistics.Shared;
        // Without the part that β and the arms explain; the prior keeps it more than zero.
        var residual = shared.RewardSquares - PackedSymmetric.Dot(shared.Response, beta);
        foreach (var arm in Statistics.Arms.Arms)
        {
            var own = _solved[arm];
            residual -= own.OwnFit - PackedSymmetric.Dot(own.Explained, beta);
        }
        var noise = NoisePrior.Deviation(Math.Max(0, residual), shared.Weight);
        return new HybridSnapshot(
            indexes.ToFrozenDictionary(StringComparer.Ordinal), arms, beta, inverse, _options.Precision, Features, noise, shared.Weight,
            _policy);
    }
}
