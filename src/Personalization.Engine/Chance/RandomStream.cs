using System.Runtime.CompilerServices;

namespace Personalization.Engine.Chance;

/// <summary>
/// A stream of pseudo-random numbers that a seed determines on every machine: SplitMix64 (Steele, Lea and Flood 2014, figure 16). Not for
/// secrets. Not thread-safe.
/// </summary>
/// <param name="seed">Any number; different seeds give unrelated streams.</param>
public sealed class RandomStream(ulong seed)
{
    private ulong _state = RandomBits.Mix(seed);
    private double _spare = double.NaN;

    /// <summary>64 uniform bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong NextBits() => RandomBits.Scatter(_state += RandomBits.Increment);

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double NextDouble() => RandomBits.Unit(NextBits());

    /// <summary>
    /// Uniform in 0 … <paramref name="count"/> − 1, by multiplication (Lemire 2019); the bias is below count / 2⁶⁴.
    /// </summary>
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
}
