using System.Numerics;
using Personalization.Engine.Chance;

namespace Personalization.Engine.Catalog;

/// <summary>
/// A 256-bit signature of an item's content by random hyperplanes (Charikar, “Similarity estimation techniques from rounding
/// algorithms”, 2002): the share of differing bits estimates the angle between two term vectors. 32 bytes, compared in a few nanoseconds.
/// </summary>
public readonly record struct ContentSignature(ulong Bits0, ulong Bits1, ulong Bits2, ulong Bits3)
{
    private static readonly float[] CosineByDistance =
        [.. Enumerable.Range(0, 257).Select(d => MathF.Max(0, MathF.Cos(MathF.PI * d / 256)))];

    /// <summary>The estimated cosine of the two term vectors, [0, 1]; its standard deviation is at most 0.1.</summary>
    public float EstimateCosine(in ContentSignature other) => CosineByDistance[
        BitOperations.PopCount(Bits0 ^ other.Bits0) + BitOperations.PopCount(Bits1 ^ other.Bits1)
        + BitOperations.PopCount(Bits2 ^ other.Bits2) + BitOperations.PopCount(Bits3 ^ other.Bits3)];

    /// <summary>The signature of a sparse vector.</summary>
    /// <param name="terms">The hash of each term.</param>
    /// <param name="weights">The weight of each term.</param>
    public static ContentSignature Of(ReadOnlySpan<ulong> terms, ReadOnlySpan<float> weights)
    {
        Span<float> sums = stackalloc float[256];
        sums.Clear();
        for (var t = 0; t < terms.Length; t++)
        {
            for (var word = 0; word < 4; word++)
            {
                var bits = RandomBits.Scatter(terms[t] + ((ulong)word * RandomBits.Increment));
                var into = sums.Slice(word * 64, 64);
                for (var i = 0; i < 64; i++)
                {
                    into[i] += ((bits >> i) & 1) == 0 ? -weights[t] : weights[t];
                }
            }
        }
        return new ContentSignature(Signs(sums[..64]), Signs(sums[64..128]), Signs(sums[128..192]), Signs(sums[192..]));
    }

    private static ulong Signs(ReadOnlySpan<float> sums)
    {
        ulong bits = 0;
        for (var i = 0; i < 64; i++)
        {
            bits |= sums[i] > 0 ? 1UL << i : 0;
        }
        return bits;
    }
}
