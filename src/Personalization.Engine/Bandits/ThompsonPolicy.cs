using System.Buffers;
using System.Globalization;
using Personalization.Engine.Statistics;

namespace Personalization.Engine.Bandits;

/// <summary>
/// Thompson sampling for Gaussian beliefs (Thompson 1933; Agrawal and Goyal 2013 for linear models): an arm is chosen with the probability
/// that its reward, drawn from its belief, is the highest. That probability is computed, not sampled: in closed form for two arms, by
/// quadrature for more; the arm is then drawn from it, so the logged propensity is the exact one. The beliefs count as independent, as they
/// are for models per arm.
/// </summary>
/// <param name="scale">Multiplies the deviations, more than 0; 1 is the posterior itself.</param>
public sealed class ThompsonPolicy(double scale = 1) : IBeliefPolicy
{
    private const int PointsPerArm = 24;
    private const double Reach = 5;

    private readonly double _scale = scale > 0 && double.IsFinite(scale)
        ? scale
        : throw new ArgumentOutOfRangeException(nameof(scale), scale, "A finite number of more than 0 is expected.");

    /// <inheritdoc/>
    public string Name => _scale == 1 ? "thompson" : string.Create(CultureInfo.InvariantCulture, $"thompson-{_scale}");

    /// <inheritdoc/>
    public void Probabilities(ArmBeliefs beliefs, Span<double> probabilities)
    {
        ObservationRules.CheckRoom(beliefs.Count, probabilities.Length);
        var arms = beliefs.Count;
        // Who cannot reach what some arm surely exceeds is no contender: both lie beyond five deviations.
        var least = double.NegativeInfinity;
        var certain = true;
        for (var i = 0; i < arms; i++)
        {
            least = Math.Max(least, beliefs.Means[i] - (Reach * _scale * beliefs.Deviations[i]));
            certain &= !(beliefs.Deviations[i] > 0);
        }
        if (certain)
        {
            ArmLottery.ShareBest(beliefs.Means, probabilities);
            return;
        }
        var contenders = ArrayPool<int>.Shared.Rent(arms);
        var count = 0;
        for (var i = 0; i < arms; i++)
        {
            probabilities[i] = 0;
            if (beliefs.Means[i] + (Reach * _scale * beliefs.Deviations[i]) >= least)
            {
                contenders[count++] = i;
            }
        }
        if (count == 1)
        {
            probabilities[contenders[0]] = 1;
        }
        else if (count == 2)
        {
            var (a, b) = (contenders[0], contenders[1]);
            var spread =
                _scale * Math.Sqrt((beliefs.Deviations[a] * beliefs.Deviations[a]) + (beliefs.Deviations[b] * beliefs.Deviations[b]));
            var first = spread > 0 ? NormalDistribution.Cdf((beliefs.Means[a] - beliefs.Means[b]) / spread) : 0.5;
            probabilities[a] = first;
            probabilities[b] = 1 - first;
        }
        else
        {
            Integrate(beliefs, contenders.AsSpan(0, count), least, probabilities);
        }
        ArrayPool<int>.Shared.Return(contenders);
    }

    private void Integrate(ArmBeliefs beliefs, ReadOnlySpan<int> contenders, double least, Span<double> probabilities)
    {
        var points = contenders.Length * PointsPerArm;
        var rented = ArrayPool<double>.Shared.Rent((points * (contenders.Length + 1)) + contenders.Length);
        var grid = rented.AsSpan(0, points);
        var cumulative = rented.AsSpan(points, points * contenders.Length);
        var shares = rented.AsSpan(points * (contenders.Length + 1), contenders.Length);
        for (var c = 0; c < contenders.Length; c++)
        {
            var deviation = Deviation(beliefs, contenders[c]);
            for (var k = 0; k < PointsPerArm; k++)
            {
                var at = beliefs.Means[contenders[c]] + (deviation * Reach * ((2.0 * k / (PointsPerArm - 1)) - 1));
                grid[(c * PointsPerArm) + k] = Math.Max(at, least);
            }
        }
        grid.Sort();
        for (var c = 0; c < contenders.Length; c++)
        {
            var mean = beliefs.Means[contenders[c]];
            var inverse = 1 / Deviation(beliefs, contenders[c]);
            var own = cumulative.Slice(c * points, points);
            for (var q = 0; q < points; q++)
            {
                own[q] = (grid[q] - mean) * inverse;
            }
            NormalDistribution.Cdf(own, own);
        }
        BestArm.Integrate(cumulative, points, shares);
        for (var c = 0; c < contenders.Length; c++)
        {
            probabilities[contenders[c]] = shares[c];
        }
        ArrayPool<double>.Shared.Return(rented);
    }

    // A belief without spread is a very narrow one.
    private double Deviation(ArmBeliefs beliefs, int arm) => Math.Max(_scale * beliefs.Deviations[arm], 1e-12);
}
