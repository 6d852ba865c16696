using Personalization.Engine.Chance;

namespace Personalization.Engine.Tests.Chance;

public sealed class RandomStreamTests
{
    [Fact]
    public void Seed_leads_to_the_published_numbers_of_splitmix64()
    {
        // The reference implementation (splitmix64.c, Vigna 2015) from state 0: its first output is E220A8397B1DCDAF. The stream starts at
        // mix(seed + γ) instead of the seed itself, which for seed 0 is that first output.
        var stream = new RandomStream(0);
        ulong state = 0xE220A8397B1DCDAF;
        for (var i = 0; i < 10; i++)
        {
            state += 0x9E3779B97F4A7C15;
            var z = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            Assert.Equal(z ^ (z >> 31), stream.NextBits());
        }
    }

    [Fact]
    public void Numbers_have_the_moments_of_their_distributions()
    {
        var stream = new RandomStream(5);
        const int n = 200_000;
        var (uniform, normal, square) = (0.0, 0.0, 0.0);
        var counts = new int[7];
        var drawn = new int[3];
        for (var i = 0; i < n; i++)
        {
            uniform += stream.NextDouble();
            var z = stream.NextNormal();
            normal += z;
            square += z * z;
            counts[stream.NextInt(7)]++;
            drawn[stream.NextIndex([0.2, 0, 0.8])]++;
        }
        Assert.Equal(0.5, uniform / n, 0.004);
        Assert.Equal(0, normal / n, 0.012);
        Assert.Equal(1, square / n, 0.02);
        Assert.All(counts, c => Assert.InRange(c * 7.0 / n, 0.97, 1.03));
        Assert.Equal(0.2, drawn[0] / (double)n, 0.005);
        Assert.Equal(0, drawn[1]);
    }
}
