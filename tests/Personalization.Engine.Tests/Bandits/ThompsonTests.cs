using Personalization.Engine.Bandits;

namespace Personalization.Engine.Tests.Bandits;

public sealed class ThompsonTests
{
    [Fact]
    public void Two_gaussian_arms_have_the_closed_form()
    {
        var p = new double[2];
        new ThompsonPolicy().Probabilities(new ArmBeliefs([0.6, 0.5], [0.06, 0.08], 1, 10), p);
        // (0.6 − 0.5) / √(0.06² + 0.08²) = 1, and Φ(1) = 0.8413447460685429 (Abramowitz and Stegun, table 26.1).
        Assert.Equal(0.8413447460685429, p[0], 6);
        Assert.Equal(1 - p[0], p[1], 12);
    }

    [Fact]
    public void Many_gaussian_arms_match_sampling()
    {
        var random = SeededRandom.Create(7);
        for (var round = 0; round < 6; round++)
        {
            var arms = 3 + random.Next(6);
            var means = Brute.Features(random, arms).Select(v => 0.5 + (0.2 * v)).ToArray();
            var deviations = Brute.Features(random, arms).Select(v => 0.005 + (0.2 * v)).ToArray();
            var p = new double[arms];
            new ThompsonPolicy().Probabilities(new ArmBeliefs(means, deviations, 1, 10), p);
            var wins = new double[arms];
            const int draws = 60_000;
            for (var i = 0; i < draws; i++)
            {
                var best = (Value: double.NegativeInfinity, Arm: 0);
                for (var a = 0; a < arms; a++)
                {
                    var value = means[a] + (deviations[a] * Normal(random));
                    best = value > best.Value ? (value, a) : best;
                }
                wins[best.Arm] += 1.0 / draws;
            }
            for (var a = 0; a < arms; a++)
            {
                Assert.InRange(p[a] - wins[a], -0.01, 0.01);
            }
        }
    }

    [Fact]
    public void Equal_beliefs_share_equally_and_certain_ones_are_greedy()
    {
        var p = new double[5];
        new ThompsonPolicy().Probabilities(new ArmBeliefs([1, 1, 1, 1, 1], [0.1, 0.1, 0.1, 0.1, 0.1], 1, 10), p);
        Assert.All(p, v => Assert.Equal(0.2, v, 9));
        new ThompsonPolicy().Probabilities(new ArmBeliefs([1, 2, 2, 0, 0], [0, 0, 0, 0, 0], 1, 10), p);
        Assert.Equal([0, 0.5, 0.5, 0, 0], p);
    }

    [Theory]
    [InlineData(3, 7, 5, 5)]
    [InlineData(40, 60, 45, 55)]
    [InlineData(0, 1, 0, 0)]
    [InlineData(2, 400, 9, 300)]
    public void Two_beta_arms_have_the_closed_form(int hits, int misses, int otherHits, int otherMisses)
    {
        var p = new double[2];
        ArmStatistics[] arms = [Arm(hits, misses), Arm(otherHits, otherMisses)];
        new BetaThompsonPolicy().Probabilities(arms, p);
        Assert.InRange(p[1] - Exceeds(1 + otherHits, 1 + otherMisses, 1 + hits, 1 + misses), -0.0005, 0.0005);
    }

    [Fact]
    public void Many_beta_arms_match_sampling()
    {
        var random = SeededRandom.Create(17);
        for (var round = 0; round < 4; round++)
        {
            var arms = Enumerable.Range(0, 3 + (3 * round)).Select(_ => Arm(random.Next(30), 5 + random.Next(60))).ToArray();
            var (p, wins) = (new double[arms.Length], new double[arms.Length]);
            new BetaThompsonPolicy().Probabilities(arms, p);
            const int draws = 20_000;
            for (var i = 0; i < draws; i++)
            {
                var values = Array.ConvertAll(arms, arm => Beta(random, 1 + (int)arm.RewardSum, 1 + (int)(arm.Weight - arm.RewardSum)));
                wins[Array.IndexOf(values, values.Max())] += 1.0 / draws;
            }
            for (var a = 0; a < arms.Length; a++)
            {
                Assert.InRange(p[a] - wins[a], -0.015, 0.015);
            }
        }
    }

    // A ratio of gamma variables, each a sum of exponential ones.
    private static double Beta(Random random, int alpha, int beta)
    {
        var (a, b) = (Gamma(random, alpha), Gamma(random, beta));
        return a / (a + b);
    }

    private static double Gamma(Random random, int shape)
    {
        var product = 1.0;
        for (var k = 0; k < shape; k++)
        {
            product *= 1 - random.NextDouble();
        }
        return -Math.Log(product);
    }

    // P(B > A) for integer parameters: Cook 2005, "Exact calculation of beta inequalities"; Miller 2015.
    private static double Exceeds(int alphaB, int betaB, int alphaA, int betaA)
    {
        var sum = 0.0;
        for (var i = 0; i < alphaB; i++)
        {
            sum += Math.Exp(LogBeta(alphaA + i, betaA + betaB) - Math.Log(betaB + i) - LogBeta(1 + i, betaB) - LogBeta(alphaA, betaA));
        }
        return sum;
    }

    private static double LogBeta(int a, int b) => LogFactorial(a - 1) + LogFactorial(b - 1) - LogFactorial(a + b - 1);

    private static double LogFactorial(int n) => Enumerable.Range(1, n).Sum(k => Math.Log(k));

    private static ArmStatistics Arm(int hits, int misses) => new(hits + misses, hits + misses, hits, hits, 0);

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
