using Personalization.Engine.Bandits;
using Personalization.Engine.Chance;

namespace Personalization.Engine.Tests.Bandits;

public sealed class PolicyTests
{
    private static readonly IBeliefPolicy[] BeliefPolicies =
    [
        new GreedyPolicy(), new GreedyPolicy(0.1), new SoftmaxPolicy(), new UcbPolicy(), new UcbPolicy(1, unit: true), new SoftUcbPolicy(),
        new ThompsonPolicy(), new ThompsonPolicy(0.3), new SquareCbPolicy(), new RegCbPolicy(), new RegCbPolicy(isOptimistic: false),
    ];

    private static readonly IArmPolicy[] ArmPolicies =
    [
        new Ucb1Policy(), new KlUcbPolicy(), new KlUcbPolicy(3), new BetaThompsonPolicy(), new BetaThompsonPolicy(0.5, 0.5),
        new Exp3Policy(), new Exp3Policy(0.05),
        .. BeliefPolicies.Select(p => new GaussianArmPolicy(p)),
    ];

    [Fact]
    public void Probabilities_of_beliefs_sum_to_one_and_an_arm_that_is_better_in_all_is_no_less_likely()
    {
        var random = SeededRandom.Create(1);
        for (var round = 0; round < 300; round++)
        {
            var arms = 1 + random.Next(12);
            var means = Brute.Features(random, arms);
            var deviations = Brute.Features(random, arms).Select(v => round % 5 == 0 ? 0 : v * Math.Pow(10, -random.Next(5))).ToArray();
            if (arms > 2)
            {
                (means[1], deviations[1]) = (means[0] + 0.1, deviations[0]);
            }
            foreach (var policy in BeliefPolicies)
            {
                var p = new double[arms];
                policy.Probabilities(new ArmBeliefs(means, deviations, 0.3, random.Next(1000)), p);
                AssertDistribution(p, policy.Name);
                Assert.True(arms <= 2 || p[1] >= p[0] - 1e-6, $"{policy.Name}: {string.Join(" ", p)}");
            }
        }
    }

    [Fact]
    public void Probabilities_of_arms_sum_to_one_whatever_was_observed()
    {
        var random = SeededRandom.Create(2);
        for (var round = 0; round < 200; round++)
        {
            var arms = new ArmStatistics[1 + random.Next(8)];
            for (var a = 0; a < arms.Length; a++)
            {
                var (n, rate) = (random.Next(round % 3 == 0 ? 3 : 2000), random.Next(3) == 0 ? random.Next(2) : random.NextDouble());
                arms[a] = new ArmStatistics(n, n, n * rate, n * rate, n * (1 - rate) * arms.Length);
            }
            foreach (var policy in ArmPolicies)
            {
                var p = new double[arms.Length];
                policy.Probabilities(arms, p);
                AssertDistribution(p, policy.Name);
            }
        }
    }

    [Fact]
    public void Frequencies_of_draws_match_the_logged_propensities()
    {
        var means = new[] { 0.4, 0.45, 0.5, 0.42 };
        var deviations = new[] { 0.1, 0.02, 0.05, 0.2 };
        foreach (var policy in BeliefPolicies)
        {
            var p = new double[4];
            policy.Probabilities(new ArmBeliefs(means, deviations, 0.3, 100), p);
            ArmLottery.MixUniform(p, 0.02);
            var counts = new int[4];
            const int draws = 40_000;
            for (var i = 0; i < draws; i++)
            {
                var choice = ArmLottery.Draw(p, RandomBits.Mix((ulong)i));
                Assert.Equal(p[choice.Index], choice.Propensity);
                counts[choice.Index]++;
            }
            for (var a = 0; a < 4; a++)
            {
                // Five standard errors: one false alarm in a million.
                Assert.InRange(
                    counts[a], (draws * p[a]) - (5 * Math.Sqrt(draws * p[a] * (1 - p[a]))) - 1,
                    (draws * p[a]) + (5 * Math.Sqrt(draws * p[a] * (1 - p[a]))) + 1);
            }
        }
    }

    [Fact]
    public void A_floor_gives_every_arm_its_share()
    {
        var p = new double[] { 0, 1, 0, 0 };
        ArmLottery.MixUniform(p, 0.2);
        Assert.Equal([0.05, 0.85, 0.05, 0.05], p.Select(v => Math.Round(v, 12)));
        Assert.Throws<ArgumentOutOfRangeException>(() => ArmLottery.MixUniform(new double[2], 1.5));
        Assert.Throws<ArgumentException>(() => ArmLottery.Draw([0, 0], 1));
        // The last representable point lies in the last arm that can be chosen.
        Assert.Equal(1, ArmLottery.Draw([0.5, 0.5 - 1e-9, 0], ulong.MaxValue).Index);
    }

    [Fact]
    public void SquareCb_has_the_probabilities_of_its_formula()
    {
        var p = new double[3];
        new SquareCbPolicy(2).Probabilities(new ArmBeliefs([0.5, 0.4, 0.1], [0, 0, 0], 1, 99), p);
        var gamma = 2 * Math.Sqrt(300);
        Assert.Equal(1 / (3 + (gamma * 0.1)), p[1], 12);
        Assert.Equal(1 / (3 + (gamma * 0.4)), p[2], 12);
        Assert.Equal(1 - p[1] - p[2], p[0], 12);
    }

    [Fact]
    public void Linucb_and_regcb_bounds_are_in_units_of_reward()
    {
        // Bounds 0.5 + 0.1/0.2 · 1 = 1.0 and 0.4 + 0.14/0.2 = 1.1: the second wins only when the deviation counts without the noise.
        var p = new double[2];
        new UcbPolicy(1, unit: true).Probabilities(new ArmBeliefs([0.5, 0.4], [0.1, 0.14], 0.2, 10), p);
        Assert.Equal([0, 1], p);
        new UcbPolicy(1).Probabilities(new ArmBeliefs([0.5, 0.4], [0.1, 0.14], 0.2, 10), p);
        Assert.Equal([1, 0], p);
        new RegCbPolicy(0.1, isOptimistic: false)
            .Probabilities(new ArmBeliefs([0.9, 0.5, 0.1], [0.01, 0.2, 0.01], 0.3, 100), p = new double[3]);
        Assert.Equal([0.5, 0.5, 0], p);
    }

    [Theory]
    [InlineData(0.2, 0.01)]
    [InlineData(0.5, 0.3)]
    [InlineData(0.5, 2)]
    [InlineData(0, 0.4)]
    [InlineData(0.9, 0.05)]
    public void KlUcb_bound_has_the_divergence_asked_for(double mean, double divergence)
    {
        var bound = KlUcbPolicy.Bound(mean, divergence);
        Assert.Equal(divergence, KlUcbPolicy.Divergence(mean, bound), 9);
        if (mean == 0)
        {
            // kl(0, q) = −ln(1 − q).
            Assert.Equal(1 - Math.Exp(-divergence), bound, 11);
        }
        if (mean == 0.5)
        {
            // kl(1/2, q) = −ln(4 q (1 − q)) / 2.
            Assert.Equal((1 + Math.Sqrt(1 - Math.Exp(-2 * divergence))) / 2, bound, 11);
        }
    }

    private static void AssertDistribution(double[] p, string name)
    {
        Assert.True(Math.Abs(p.Sum() - 1) < 1e-9, $"{name}: the sum is {p.Sum()}.");
        Assert.All(p, v => Assert.True(v is >= 0 and <= 1 + 1e-12, $"{name}: {v}"));
    }
}
