using Personalization.Engine.Experiments.Sequential;
using Personalization.Engine.Statistics;

namespace Personalization.Engine.Tests.Experiments.Sequential;

public sealed class BoundaryCrossingTests
{
    // A straight boundary a + bt: Φ((−bT − a)/√T) + e^(−2ab)·Φ((bT − a)/√T) for one side (Siegmund, Sequential Analysis,
    // 1985, chapter III); far boundaries are crossed on one
    // side alone, up to the square of the probability.
    [Theory]
    [InlineData(3.0, 0.5, 1.0, 0.0)]
    [InlineData(2.5, 1.0, 1.0, 0.0)]
    [InlineData(3.0, 0.0, 1.0, 1.0)]
    [InlineData(3.5, 0.2, 2.0, 0.5)]
    public void Straight_boundary_is_crossed_with_the_known_probability(double a, double b, double horizon, double drift)
    {
        double Side(double slope) => NormalDistribution.Cdf(((-slope * horizon) - a) / Math.Sqrt(horizon))
            + (Math.Exp(-2 * a * slope) * NormalDistribution.Cdf(((slope * horizon) - a) / Math.Sqrt(horizon)));
        var (up, down) = (Side(b - drift), Side(b + drift));
        var found = BoundaryCrossing.Probabilities(t => a + (b * t), horizon, 50, drift)[^1];
        Assert.InRange(found, up + down - (2 * up * down) - 1e-7, up + down + 1e-7);
    }

    // Constants of O'Brien and Fleming and of Pocock, two-sided α = 0.05: Jennison and Turnbull, Group Sequential Methods, 2000, tables
    // 2.1 and 2.3.
    [Theory]
    [InlineData(2, 2.178, 1.977)]
    [InlineData(5, 2.413, 2.040)]
    [InlineData(10, 2.555, 2.087)]
    public void Group_sequential_constants_of_the_tables_give_their_level(int looks, double pocock, double obrienFleming)
    {
        Assert.Equal(0.05, BoundaryCrossing.Probabilities(t => pocock * Math.Sqrt(t), 1, looks, continuous: false)[^1], 1e-4);
        Assert.Equal(0.05, BoundaryCrossing.Probabilities(_ => obrienFleming, 1, looks, continuous: false)[^1], 1e-4);
    }

    [Fact]
    public void Looks_at_uneven_times_that_are_spaced_err_no_more_than_even_ones()
    {
        var boundary = new PlannedBoundary(0.05);
        var random = SeededRandom.Create(3);
        foreach (var most in new[] { 0.0, 0.002, 0.02, 0.2 })
        {
            var times = new List<double>();
            for (var time = 0.01 + (random.NextDouble() * most); time < 1; time += 0.01 + (random.NextDouble() * most))
            {
                times.Add(time);
            }
            var outside = BoundaryCrossing.Probabilities(
                t => t == 0 ? 1 : boundary.Multiplier(t) * Math.Sqrt(t), times.ToArray(), continuous: false)[^1];
            Assert.InRange(outside, 0.02, 0.0491);
        }
    }

    [Fact]
    public void Looking_all_the_time_errs_more_than_looking_a_hundred_times_but_not_much()
    {
        var evidence = TruncatedMixture.EvidenceAt(0.049);
        var continuous = BoundaryCrossing.Probabilities(t => TruncatedMixture.Distance(evidence, t), 1, 100)[^1];
        var finer = BoundaryCrossing.Probabilities(t => TruncatedMixture.Distance(evidence, t), 1, 200)[^1];
        Assert.InRange(continuous, 0.057, 0.061);
        Assert.Equal(1, continuous / finer, 0.001);
    }

    [Fact]
    public void Interpolated_probability_equals_the_integral()
    {
        for (var evidence = 0.06; evidence < 7; evidence += 0.77)
        {
            var integral = TruncatedMixture.Integrated(evidence);
            Assert.Equal(1, TruncatedMixture.Probability(evidence) / integral, 3e-4);
        }
    }

    [Fact]
    public void Probability_beyond_the_table_is_an_upper_bound()
    {
        Assert.True(TruncatedMixture.Probability(7.5) >= TruncatedMixture.Integrated(7.5));
        Assert.True(TruncatedMixture.Probability(9) <= Math.Exp(-9));
    }
}
