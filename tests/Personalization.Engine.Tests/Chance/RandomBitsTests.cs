using Personalization.Engine.Chance;

namespace Personalization.Engine.Tests.Chance;

public sealed class RandomBitsTests
{
    // The first numbers of SplitMix64 with seed 1234567, as its reference implementation prints them (Vigna,
    // prng.di.unimi.it/splitmix64.c).
    [Fact]
    public void Numbers_of_a_state_are_the_published_ones()
    {
        ulong[] expected = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], RandomBits.Mix(1234567 + ((ulong)i * RandomBits.Increment)));
        }
    }

    [Fact]
    public void Unit_lies_from_zero_to_below_one()
    {
        Assert.Equal(0, RandomBits.Unit(0));
        Assert.Equal(1 - Math.Pow(2, -53), RandomBits.Unit(ulong.MaxValue));
    }
}
