using Personalization.Engine.Bandits;

namespace Personalization.Engine.Tests.Bandits;

public sealed class InteractionMapTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(20)]
    public void All_pairs_are_multiplied_when_there_is_room(int input)
    {
        var random = SeededRandom.Create(input);
        var map = new InteractionMap(input, 300);
        Assert.Equal(1 + input + (input * (input + 1) / 2), map.Dimension);
        for (var round = 0; round < 20; round++)
        {
            var x = Brute.Padded(Brute.Features(random, input));
            x[1 + random.Next(input)] = 0;
            var mapped = Enumerable.Repeat(7.0, (map.Dimension + 3) & ~3).ToArray();
            map.Map(x, mapped);
            var expected = new List<double>(x[..(1 + input)]);
            for (var i = 1; i <= input; i++)
            {
                expected.AddRange(Enumerable.Range(1, i).Select(j => x[i] * x[j]));
            }
            Assert.Equal(expected, mapped[..map.Dimension]);
            Assert.All(mapped[map.Dimension..], v => Assert.Equal(0, v));
        }
    }

    [Fact]
    public void Hashed_products_keep_inner_products_in_expectation()
    {
        var random = SeededRandom.Create(1);
        var map = new InteractionMap(60, 256);
        Assert.Equal(1 + 60 + 256, map.Dimension);
        var (hashed, exact) = (0.0, 0.0);
        for (var round = 0; round < 200; round++)
        {
            // Signs that cancel: an unsigned hash would be far off.
            var (x, y) = (Signs(random), Signs(random));
            var (p, q) = (new double[320], new double[320]);
            map.Map(x, p);
            map.Map(y, q);
            hashed += Brute.Dot(p[61..], q[61..]);
            for (var i = 1; i <= 60; i++)
            {
                exact += Enumerable.Range(1, i).Sum(j => x[i] * x[j] * y[i] * y[j]);
            }
        }
        Assert.InRange((hashed - exact) / 200, -30, 30);
    }

    private static double[] Signs(Random random)
    {
        var x = Brute.Padded(Brute.Features(random, 60));
        for (var i = 1; i <= 60; i++)
        {
            x[i] = x[i] < 0.5 ? -1 : 1;
        }
        return x;
    }
}
