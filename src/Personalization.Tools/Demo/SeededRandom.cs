using System.Numerics;
using Personalization.Engine.Chance;

namespace Personalization.Tools.Demo;

/// <summary>
/// A seeded source of random numbers, xoshiro256** (Blackman and Vigna, 2018) filled by SplitMix64. The sequence of a seed is the
/// same on every version of the runtime. A mutable value: pass it by reference. Not thread-safe.
/// </summary>
internal struct SeededRandom
{
    private ulong _s0, _s1, _s2, _s3;

    /// <summary>Starts the sequence of <paramref name="seed"/>.</summary>
    public SeededRandom(ulong seed)
    {
        _s0 = SplitMix(ref seed);
        _s1 = SplitMix(ref seed);
        _s2 = SplitMix(ref seed);
        _s3 = SplitMix(ref seed);
    }

    /// <summary>Starts a sequence of its own for each pair of a seed and a place, such as a day or a shopper.</summary>
    public SeededRandom(ulong seed, ulong first, ulong second = 0)
        : this(Mix(Mix(seed, first), second))
    {
    }

    /// <summary>Starts from a raw state; for checks against published reference values.</summary>
    internal static SeededRandom FromState(ulong s0, ulong s1, ulong s2, ulong s3) => new() { _s0 = s0, _s1 = s1, _s2 = s2, _s3 = s3 };

    /// <summary>The next value of the SplitMix64 sequence whose state is <paramref name="state"/>.</summary>
    public static ulong SplitMix(ref ulong state) => RandomBits.Scatter(state += RandomBits.Increment);

    /// <summary>One number that depends on both; close inputs give unrelated results.</summary>
    public static ulong Mix(ulong seed, ulong place)
    {
        var state = seed ^ (place * 0xD6E8FEB86659FD93);
        return SplitMix(ref state);
    }

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        var t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>A number in [0, 1).</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A whole number in [0, <paramref name="count"/>).</summary>
    public int Next(int count) => (int)Math.BigMul(NextBits(), (ulong)count, out _);

    /// <summary>Whether an event of this probability, [0, 1], happens.</summary>
    public bool Chance(double probability) => NextDouble() < probability;

    /// <summary>One of the values, each as likely as the others.</summary>
    public T Pick<T>(IReadOnlyList<T> values) => values[Next(values.Count)];
}
