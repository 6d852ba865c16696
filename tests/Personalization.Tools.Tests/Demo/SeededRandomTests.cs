using Personalization.Tools.Demo;

namespace Personalization.Tools.Tests.Demo;

public sealed class SeededRandomTests
{
    [Fact]
    public void Generator_gives_the_published_sequence_of_xoshiro256_star_star()
    {
        // Reference values of the rand_xoshiro crate, made with the authors' C code.
        var random = SeededRandom.FromState(1, 2, 3, 4);
        ulong[] expected =
        [
            11520, 0, 1509978240, 1215971899390074240, 1216172134540287360, 607988272756665600, 16172922978634559625, 8476171486693032832,
            10595114339597558777, 2904607092377533576,
        ];
        Assert.Equal(expected, Enumerable.Range(0, expected.Length).Select(_ => random.NextBits()));
    }

    [Fact]
    public void Seeds_are_spread_as_SplitMix64_does()
    {
        // Reference values of the algorithm's test for the seed 1234567.
        ulong state = 1234567;
        Assert.Equal(6457827717110365317UL, SeededRandom.SplitMix(ref state));
        Assert.Equal(3203168211198807973UL, SeededRandom.SplitMix(ref state));
    }

    [Fact]
    public void Alias_draws_follow_the_weights()
    {
        double[] weights = [0, 1, 2, 0.5, 6.5];
        var choice = new WeightedChoice(weights);
        var random = new SeededRandom(7);
        var counts = new int[weights.Length];
        for (var i = 0; i < 100_000; i++)
        {
            counts[choice.Draw(ref random)]++;
        }
        Assert.Equal(0, counts[0]);
        for (var i = 1; i < weights.Length; i++)
        {
            Assert.InRange(counts[i] / 100_000.0, (weights[i] / 10) - 0.01, (weights[i] / 10) + 0.01);
        }
    }

    [Fact]
    public void Moments_match_the_distributions()
    {
        var random = new SeededRandom(11);
        var sums = new double[4];
        const int Count = 100_000;
        for (var i = 0; i < Count; i++)
        {
            sums[0] += random.Gamma(0.3);
            sums[1] += random.Gamma(4);
            sums[2] += random.Poisson(0.7);
            sums[3] += random.Exponential(3);
        }
        Assert.Equal(0.3, sums[0] / Count, 0.02);
        Assert.Equal(4, sums[1] / Count, 0.1);
        Assert.Equal(0.7, sums[2] / Count, 0.02);
        Assert.Equal(3, sums[3] / Count, 0.1);
    }
}
