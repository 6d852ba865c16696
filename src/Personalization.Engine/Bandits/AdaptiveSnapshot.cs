using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Personalization.Engine.Statistics;

namespace Personalization.Engine.Bandits;

/// <summary>
/// The default contextual bandit at one moment. The expected reward is the average of the candidates' forecasts with their present weights;
/// as all are linear in the mapped features, that is one inner product per arm. Its uncertainty is that of the first linear candidate,
/// whose cost does not grow with the square of the interactions; when interactions are few and count for more than half, that of their best
/// candidate. Immutable and thread-safe.
/// </summary>
public sealed class AdaptiveSnapshot : BeliefSnapshot
{
    /// <summary>Up to so many mapped features, those of ten, candidates with interactions tell their own uncertainty.</summary>
    internal const int MostUncertainFeatures = 72;

    private readonly AdaptiveArm[] _arms;
    private readonly int _uncertain;
    private readonly double _least;
    private readonly double _most;
    private readonly double[][] _average;
    private readonly AdaptiveOptions _options;
    private readonly double[] _shares;

    internal AdaptiveSnapshot(
        FrozenDictionary<string, int> indexes, AdaptiveArm[] arms, AdaptiveOptions options, InteractionMap map, int features,
        double[] shares, double noise, AdaptiveStatistics statistics, IBeliefPolicy policy)
        : base(indexes, features, noise, statistics.Models.Weight, policy)
    {
        _arms = arms;
        _options = options;
        _shares = shares;
        Map = map;
        _least = Math.Min(statistics.LeastReward, options.PriorMean);
        _most = Math.Max(statistics.MostReward, options.PriorMean);
        var length = 0;
        for (var c = 0; c < shares.Length; c++)
        {
            // Interactions that no candidate of weight uses need not be computed.
            var longest = c < options.LinearPrecisions.Count ? 1 + features : map.Dimension;
            length = shares[c] > 0 ? Math.Max(length, PackedSymmetric.Padded(longest)) : length;
        }
        _uncertain = map.Dimension <= MostUncertainFeatures ? Uncertain(shares, options.LinearPrecisions.Count) : 0;
        UsesInteractions = length > PackedSymmetric.Padded(1 + features);
        _average = new double[arms.Length][];
        for (var a = 0; a < arms.Length; a++)
        {
            _average[a] = new double[length];
            for (var c = 0; c < shares.Length; c++)
            {
                if (shares[c] > 0)
                {
                    PackedSymmetric.AddScaled(_average[a], arms[a].Candidates[c], shares[c]);
                }
            }
        }
    }

    /// <summary>The weight of each candidate in the average, first the linear ones; they sum to 1.</summary>
    public ReadOnlySpan<double> Shares => _shares;

    /// <summary>Whether models with interactions take part at present.</summary>
    public bool UsesInteractions { get; }

    /// <summary>The features' map.</summary>
    internal InteractionMap Map { get; }

    /// <summary>Candidate models.</summary>
    internal int Candidates => _shares.Length;

    /// <summary>Statistics for a node to gather in what it observes while this snapshot is published.</summary>
    public AdaptiveStatistics EmptyStatistics() => new(Map.Dimension, Candidates);

    /// <inheritdoc/>
    [SkipLocalsInit]
    public override void Judge(ReadOnlySpan<double> features, ReadOnlySpan<int> arms, Span<double> means, Span<double> deviations)
    {
        var padded = PackedSymmetric.Padded(UsesInteractions ? Map.Dimension : 1 + Features);
        Span<double> x = padded <= 768 ? stackalloc double[padded] : new double[padded];
        var linear = 1 + Features;
        // The products begin where the features end; the uncertainty reads whole vectors of the features alone.
        Span<double> own = linear <= 256 ? stackalloc double[PackedSymmetric.Padded(linear)] : new double[PackedSymmetric.Padded(linear)];
        ContextVector.Fill(features, Features, own);
        if (UsesInteractions)
        {
            Map.Map(own, x);
        }
        else
        {
            own.CopyTo(x);
        }
        for (var i = 0; i < arms.Length; i++)
        {
            if (arms[i] < 0)
            {
                means[i] = _options.PriorMean;
                // As uncertain as the candidate's prior, on the features that it sees.
                deviations[i] = Noise * Math.Sqrt(_uncertain == 0
                    ? PackedSymmetric.Dot(own, own) / _options.LinearPrecisions[0]
                    : PackedSymmetric.Dot(x, x) / _options.InteractionPrecisions[_uncertain - _options.LinearPrecisions.Count]);
                continue;
            }
            // Where a line leads out of the range of all rewards, it says only that the reward is at the range's end.
            means[i] = Math.Clamp(PackedSymmetric.Dot(_average[arms[i]], x), _least, _most);
            var inverse = _arms[arms[i]].Inverses[_uncertain]!;
            var leverage = _uncertain == 0
                ? PackedSymmetric.Quadratic(inverse, own, linear)
                : PackedSymmetric.Quadratic(inverse, x, Map.Dimension);
            deviations[i] = Noise * Math.Sqrt(Math.Max(0, leverage));
        }
    }

    // The candidate with interactions of the most weight, when all such have more than half; else the first linear one.
    private static int Uncertain(double[] shares, int linear)
    {
        var (best, sum) = (linear, 0.0);
        for (var c = linear; c < shares.Length; c++)
        {
            sum += shares[c];
            best = shares[c] > shares[best] ? c : best;
        }
        return sum > 0.5 ? best : 0;
    }

    /// <summary>The mapped vector of a context.</summary>
    internal void Expand(ReadOnlySpan<double> features, Span<double> mapped)
    {
        Span<double> own = new double[PackedSymmetric.Padded(1 + Features)];
        ContextVector.Fill(features, Features, own);
        Map.Map(own, mapped);
    }

    /// <summary>What each candidate expects of an arm.</summary>
    internal void Forecast(int arm, ReadOnlySpan<double> mapped, Span<double> forecasts)
    {
        for (var c = 0; c < forecasts.Length; c++)
        {
            forecasts[c] = arm < 0 ? _options.PriorMean : Math.Clamp(PackedSymmetric.Dot(_arms[arm].Candidates[c], mapped), _least, _most);
        }
    }
}
