using Personalization.Engine.Bandits;
using Personalization.Engine.Binary;

namespace Personalization.Engine.Tests.Bandits;

public sealed class RidgeTests
{
    public static TheoryData<int, int, double> Sizes =>
        new() { { 1, 30, 0.5 }, { 3, 40, 1 }, { 4, 50, 0.1 }, { 21, 300, 1 }, { 50, 400, 10 }, { 70, 1500, 0.1 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Updates_one_by_one_equal_the_direct_solution(int dimension, int observations, double precision)
    {
        var random = SeededRandom.Create(dimension);
        var statistics = new RidgeStatistics(dimension);
        var estimate = new RidgeEstimate(statistics, dimension, precision, 0.3);
        var data = new List<(double[] X, double R, double W)>();
        for (var t = 0; t < observations; t++)
        {
            var x = Brute.Padded(Brute.Features(random, dimension - 1));
            var (r, w) = (random.NextDouble(), t % 7 == 0 ? 0.5 : 1.0);
            data.Add((x, r, w));
            statistics.Add(x, r, w);
            estimate.Update(x, r, w);
        }
        // Large models gather up to 16; what still waits is in the sums.
        if (dimension >= 48)
        {
            estimate = new RidgeEstimate(statistics, dimension, precision, 0.3);
        }
        var (a, b) = Brute.Normal(data, dimension, precision, 0.3);
        var weights = Brute.Solve(a, b);
        weights[0] += 0.3;
        for (var i = 0; i < dimension; i++)
        {
            Assert.Equal(weights[i], estimate.Weights[i], 8);
        }
        var probe = Brute.Padded(Brute.Features(random, dimension - 1));
        Assert.Equal(Brute.Dot(probe, Brute.Solve(a, probe[..dimension])), estimate.Leverage(probe), 9);
        var residual = data.Sum(o => o.W * Math.Pow(o.R - Brute.Dot(weights, o.X), 2))
            + (precision * weights.Select((v, i) => Math.Pow(i == 0 ? v - 0.3 : v, 2)).Sum());
        Assert.Equal(residual, estimate.Residual, 7);
    }

    [Fact]
    public void Gathered_updates_equal_the_direct_solution_at_every_full_batch()
    {
        const int dimension = 52;
        var random = SeededRandom.Create(5);
        var statistics = new RidgeStatistics(dimension);
        var estimate = new RidgeEstimate(statistics, dimension, 0.5, 0);
        var (waiting, checks) = (0, 0);
        for (var t = 1; t <= 1600; t++)
        {
            var x = Brute.Padded(Brute.Features(random, dimension - 1));
            var reward = random.NextDouble();
            statistics.Add(x, reward, 1);
            estimate.Update(x, reward, 1);
            // A sixteenth of the observations waits, at most fifteen.
            waiting = (waiting + 1) % Math.Clamp(t / 16, 1, 16);
            if (waiting == 0 && (t < 20 || t % 10 == 0))
            {
                checks++;
                var direct = new RidgeEstimate(statistics, dimension, 0.5, 0);
                Assert.Equal(0, direct.Weights.Zip(estimate.Weights, (p, q) => Math.Abs(p - q)).Max(), 9);
                Assert.Equal(0, direct.Inverse.Zip(estimate.Inverse, (p, q) => Math.Abs(p - q)).Max(), 9);
                Assert.Equal(direct.Residual, estimate.Residual, 8);
            }
        }
        Assert.True(checks > 20, $"{checks} checks");
        var late = new RidgeEstimate(statistics, dimension, 0.5, 0);
        Assert.InRange(late.Weights.Zip(estimate.Weights, (p, q) => Math.Abs(p - q)).Max(), 0, 0.05);
    }

    [Fact]
    public void A_mean_alone_lags_behind_by_at_most_a_sixteenth_of_many_observations()
    {
        const int dimension = 52;
        var random = SeededRandom.Create(6);
        var statistics = new RidgeStatistics(dimension);
        var estimate = new RidgeEstimate(statistics, dimension, 0.5, 0.2, isMeanAlone: true);
        var renewals = 0;
        for (var t = 1; t <= 2500; t++)
        {
            var x = Brute.Padded(Brute.Features(random, dimension - 1));
            var reward = x[3] + (0.1 * random.NextDouble());
            var before = estimate.Weights[3];
            statistics.Add(x, reward, 1);
            estimate.Update(x, reward, 1);
            if (t > 1100 && estimate.Weights[3] != before)
            {
                renewals++;
                var direct = new RidgeEstimate(statistics, dimension, 0.5, 0.2);
                Assert.Equal(0, direct.Weights.Zip(estimate.Weights, (p, q) => Math.Abs(p - q)).Max(), 9);
            }
        }
        // Intervals that grow by a sixteenth: ln(2500 / 1100) / ln(17/16) is 13.5.
        Assert.InRange(renewals, 12, 16);
    }

    [Fact]
    public void A_prefix_of_the_features_has_the_solution_of_the_prefix()
    {
        var random = SeededRandom.Create(9);
        var statistics = new RidgeStatistics(60);
        var data = new List<(double[] X, double R, double W)>();
        for (var t = 0; t < 90; t++)
        {
            var x = Brute.Padded(Brute.Features(random, 59));
            data.Add((x, random.NextDouble(), 1));
            statistics.Add(x, data[^1].R, 1);
        }
        var (a, b) = Brute.Normal(data, 6, 1);
        var expected = Brute.Solve(a, b);
        var estimate = new RidgeEstimate(statistics, 6, 1, 0);
        Assert.All(Enumerable.Range(0, 6), i => Assert.Equal(expected[i], estimate.Weights[i], 10));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(61)]
    public void Statistics_of_shards_add_up_and_survive_storage(int dimension)
    {
        var random = SeededRandom.Create(3);
        var (all, left, right) = (new RidgeStatistics(dimension), new RidgeStatistics(dimension), new RidgeStatistics(dimension));
        for (var t = 0; t < 203; t++)
        {
            var x = Brute.Padded(Brute.Features(random, dimension - 1));
            var reward = random.NextDouble();
            all.Add(x, reward, 1);
            (t % 3 == 0 ? left : right).Add(x, reward, 1);
        }
        var writer = new ByteWriter();
        right.Write(writer);
        var reader = new ByteReader(writer.Written);
        left.Merge(RidgeStatistics.Read(ref reader));
        Assert.True(reader.AtEnd);
        Assert.Equal((all.Count, all.Weight), (left.Count, left.Weight));
        Assert.Equal(0, all.Moments.Zip(left.Moments, (p, q) => Math.Abs(p - q)).Max(), 11);
        Assert.Equal(0, all.Response.Zip(left.Response, (p, q) => Math.Abs(p - q)).Max(), 11);
        Assert.Equal(all.RewardSquares, left.RewardSquares, 11);
        Assert.Throws<ArgumentException>(() => left.Merge(new RidgeStatistics(dimension + 1)));
    }

    [Fact]
    public void Gathering_changes_no_bit_of_the_sums()
    {
        var random = SeededRandom.Create(4);
        var (read, unread) = (new RidgeStatistics(50), new RidgeStatistics(50));
        for (var t = 0; t < 40; t++)
        {
            var x = Brute.Padded(Brute.Features(random, 49));
            read.Add(x, 1, 0.7);
            unread.Add(x, 1, 0.7);
            _ = read.Moments;
        }
        Assert.Equal(read.Moments, unread.Moments);
    }

    [Fact]
    public void Discounted_statistics_are_those_of_lighter_observations()
    {
        var (discounted, light) = (new RidgeStatistics(3), new RidgeStatistics(3));
        double[] x = [1, 0.5, -2, 0];
        discounted.Add(x, 0.4, 1);
        discounted.Discount(0.25);
        light.Add(x, 0.4, 0.25);
        Assert.Equal(light.Moments, discounted.Moments);
        Assert.Equal((light.Weight, light.RewardSum), (discounted.Weight, discounted.RewardSum));
        Assert.Equal(0.5, Discounting.Factor(TimeSpan.FromDays(7), TimeSpan.FromDays(7)), 15);
        Assert.Equal(1, Discounting.Factor(TimeSpan.FromDays(-1), TimeSpan.FromDays(7)));
        Assert.Throws<ArgumentOutOfRangeException>(() => discounted.Discount(double.NaN));
    }

    [Fact]
    public void Spoilt_bytes_are_refused()
    {
        var writer = new ByteWriter();
        new RidgeStatistics(3).Write(writer);
        var bytes = writer.ToArray();
        Assert.Throws<FormatException>(() => Read(bytes[..^1]));
        bytes[0] = 9;
        Assert.Throws<FormatException>(() => Read(bytes));

        static void Read(byte[] data)
        {
            var reader = new ByteReader(data);
            RidgeStatistics.Read(ref reader);
        }
    }
}
