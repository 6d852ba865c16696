using System.Runtime.CompilerServices;

namespace Personalization.Engine.Chance;

/// <summary>Chance as decisions use it: 64 bits from outside, and what follows from them. Pure functions.</summary>
public static class RandomBits
{
    /// <summary>What SplitMix64 adds to its state for each number: 2⁶⁴ by the golden ratio, odd (Steele, Lea and Flood 2014).</summary>
    public const ulong Increment = 0x9E3779B97F4A7C15;

    /// <summary>Scatters 64 bits: the finalizer of SplitMix64 (Steele, Lea and Flood 2014, figure 16). One-to-one; 0 stays 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Scatter(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    /// <summary>The number of SplitMix64 that follows the state <paramref name="value"/>. One-to-one.</summary>
    public static ulong Mix(ulong value) => Scatter(value + Increment);

    /// <summary>A number in [0, 1) with 53 random bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Unit(ulong bits) => (bits >> 11) * (1.0 / (1UL << 53));
}
