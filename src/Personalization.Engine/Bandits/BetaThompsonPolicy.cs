using System.Buffers;

namespace Personalization.Engine.Bandits;

/// <summary>
/// Thompson sampling for rewards in [0, 1] with Beta beliefs (Thompson 1933; Chapelle and Li 2011, algorithm 2): Beta(α + Σr, β + Σ(1
/// − r)). The probability of each arm to be the best is computed by quadrature over the logits, where the densities are smooth for all α
/// and β, and the arm is drawn from it.
/// </summary>
public sealed class BetaThompsonPolicy : IArmPolicy
{
    private const int MostPointsPerArm = 48;
    private const int LeastPointsPerArm = 16;
    private const int PointsOfFew = 192;
    private const double Reach = 8;

    private readonly double _alpha;
    private readonly double _beta;

    /// <summary>The policy with a prior.</summary>
    /// <param name="alpha">Prior successes, more than 0. 1 by default.</param>
    /// <param name="beta">Prior failures, more than 0. 1 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    public BetaThompsonPolicy(double alpha = 1, double beta = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(alpha);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(beta);
        _alpha = alpha;
        _beta = beta;
    }

    /// <inheritdoc/>
    public string Name => "thompson-beta";

    /// <inheritdoc/>
    public void Probabilities(ReadOnlySpan<ArmStatistics> arms, Span<double> probabilities)
    {
        ObservationRules.CheckRoom(arms.Length, probabilities.Length);
        var count = arms.Length;
        // The points of all arms serve all: where many compete there are enough of them.
        var perArm = Math.Clamp(PointsOfFew / count, LeastPointsPerArm, MostPointsPerArm);
        var points = count * perArm;
        var rented = ArrayPool<double>.Shared.Rent(points * (count + 1));
        var grid = rented.AsSpan(0, points);
        var cumulative = rented.AsSpan(points, points * count);
        for (var a = 0; a < count; a++)
        {
            var (alpha, beta) = Posterior(arms[a]);
            var mode = Math.Log(alpha / beta);
            var deviation = Math.Sqrt((alpha + beta) / (alpha * beta));
            for (var k = 0; k < perArm; k++)
            {
                // Denser around the mode: a cube spreads the outer points.
                var t = (2.0 * k / (perArm - 1)) - 1;
                grid[(a * perArm) + k] = mode + (deviation * Reach * ((0.35 * t) + (0.65 * t * t * t)));
            }
        }
        grid.Sort();
        for (var a = 0; a < count; a++)
        {
            Accumulate(arms[a], grid, cumulative.Slice(a * points, points));
        }
        BestArm.Integrate(cumulative, points, probabilities[..count]);
        ArrayPool<double>.Shared.Return(rented);
    }

    private (double Alpha, double Beta) Posterior(ArmStatistics arm) =>
        (Math.Max(_alpha + arm.RewardSum, 1e-6), Math.Max(_beta + arm.Weight - arm.RewardSum, 1e-6));

    // The distribution function by Gauss's rule with three points between neighbours, divided by its end.
    private void Accumulate(ArmStatistics arm, ReadOnlySpan<double> grid, Span<double> cumulative)
    {
        var (alpha, beta) = Posterior(arm);
        var peak = LogDensity(Math.Log(alpha / beta), alpha, beta);
        cumulative[0] = 0;
        for (var q = 1; q < grid.Length; q++)
        {
            var middle = 0.5 * (grid[q] + grid[q - 1]);
            var half = 0.5 * (grid[q] - grid[q - 1]);
            var side = half * 0.7745966692414834;
            var mass = (8.0 / 9 * Math.Exp(LogDensity(middle, alpha, beta) - peak))
                + (5.0 / 9
                    * (Math.Exp(LogDensity(middle - side, alpha, beta) - peak) + Math.Exp(LogDensity(middle + side, alpha, beta) - peak)));
            cumulative[q] = cumulative[q - 1] + (half * mass);
        }
        var total = cumulative[^1];
        foreach (ref var value in cumulative)
        {
            value /= total;
        }
    }

    // α ln x + β ln(1 − x) at x = 1 / (1 + e^−z): the Beta density times dx/dz.
    private static double LogDensity(double z, double alpha, double beta)
    {
        var log = Math.Log(1 + Math.Exp(-Math.Abs(z)));
        return (alpha * (Math.Min(z, 0) - log)) + (beta * (-Math.Max(z, 0) - log));
    }
}
