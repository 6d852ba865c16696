using System.Runtime.CompilerServices;

namespace Personalization.Engine.Chance;

/// <summary>
/// A stream of pseudo-random numbers that a seed determines on every machine: SplitMix64 (Steele, Lea and Flood 2014, figure 16). Not for secrets.
/// Not thread-safe.
/// </summary>
/// <param name="seed">Any number; different seeds give unrelated streams.</param>
public sealed class RandomStream(ulong seed)
{
    private ulong _state = Mix(seed + 0x9E3779B97F4A7C15);
    private double _spare = double.NaN;

    /// <summary>64 uniform bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong NextBits() => Mix(_state += 0x9E3779B97F4A7C15);

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in 0 … <paramref name="count"/> − 1, by multiplication (Lemire 2019); the bias is below count / 2⁶⁴.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NextInt(int count) => (int)Math.BigMul(NextBits(), (ulong)count, out _);

    /// <summary>Standard normal, by the polar method (Marsaglia and Bray 1964).</summary>
    public double NextNormal()
    {
        if (!double.IsNaN(_spare))
        {
            var kept = _spare;
            _spare = double.NaN;
            return kept;
        }
        while (true)
        {
            var (x, y) = ((2 * NextDouble()) - 1, (2 * NextDouble()) - 1);
            var square = (x * x) + (y * y);
            if (square is > 0 and < 1)
            {
                var scale = Math.Sqrt(-2 * Math.Log(square) / square);
                _spare = y * scale;
                return x * scale;
            }
        }
    }

    /// <summary>An index drawn with the given probabilities.</summary>
    /// <param name="probabilities">Not negative, of sum 1 within rounding.</param>
    public int NextIndex(ReadOnlySpan<double> probabilities)
    {
        var left = NextDouble();
        var last = 0;
        for (var i = 0; i < probabilities.Length; i++)
        {
            if (probabilities[i] > 0)
            {
                last = i;
                left -= probabilities[i];
                if (left < 0)
                {
                    break;
                }
            }
        }
        return last;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
