namespace Personalization.Engine.Bandits;

/// <summary>Chance as decisions use it: 64 bits from outside, and what follows from them. Pure functions.</summary>
public static class RandomBits
{
    /// <summary>Scatters 64 bits: the finalizer of SplitMix64 after its increment (Steele, Lea and Flood, 2014). One-to-one.</summary>
    public static ulong Mix(ulong value)
    {
        value += 0x9e3779b97f4a7c15;
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
        value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
        return value ^ (value >> 31);
    }

    /// <summary>A number in [0, 1) with 53 random bits.</summary>
    public static double Unit(ulong bits) => (bits >> 11) * (1.0 / (1UL << 53));
}
