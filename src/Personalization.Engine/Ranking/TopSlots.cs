using System.Buffers;

namespace Personalization.Engine.Ranking;

/// <summary>
/// Selects the best of many scores without sorting them all: a histogram of the scores' leading bits finds a bound that nearly all others
/// are under, and only what is left is sorted. O(n + k log k). Ties go to the smaller slot.
/// </summary>
public static class TopSlots
{
    // Exponent and the first three bits of the mantissa of a positive float: bins 12 % wide from 2^-40 to 2^24; what lies outside shares
    // the outermost ones.
    private const int BinShift = 20;
    private const int FirstBin = (127 - 40) << 3;
    private const int Bins = 512;

    /// <summary>Writes the slots of the highest positive scores, best first, to <paramref name="top"/>.</summary>
    /// <returns>How many were written, at most the length of <paramref name="top"/>.</returns>
    public static int Select(ReadOnlySpan<float> scores, Span<int> top)
    {
        var rented = scores.Length > 1024 ? ArrayPool<ulong>.Shared.Rent(scores.Length) : null;
        var keys = rented is null ? stackalloc ulong[scores.Length] : rented.AsSpan(0, scores.Length);
        var count = 0;
        for (var slot = 0; slot < scores.Length; slot++)
        {
            // Positive floats are ordered like their bits; behind them the complement of the slot, so that the highest key is wanted first.
            keys[count] = ((ulong)BitConverter.SingleToUInt32Bits(scores[slot]) << 32) | ~(uint)slot;
            count += scores[slot] > 0 ? 1 : 0;
        }
        if (count > top.Length + (top.Length / 4))
        {
            count = KeepHighest(keys[..count], top.Length);
        }
        keys = keys[..count];
        keys.Sort();
        var taken = Math.Min(count, top.Length);
        for (var i = 0; i < taken; i++)
        {
            top[i] = (int)~(uint)keys[count - 1 - i];
        }
        if (rented is not null)
        {
            ArrayPool<ulong>.Shared.Return(rented);
        }
        return taken;
    }

    // Moves the keys of the highest bins, at least as many as wanted, to the front.
    private static int KeepHighest(Span<ulong> keys, int wanted)
    {
        Span<int> histogram = stackalloc int[Bins];
        foreach (var key in keys)
        {
            histogram[BinOf(key)]++;
        }
        var lowest = Bins;
        for (var above = 0; above < wanted;)
        {
            above += histogram[--lowest];
        }
        var kept = 0;
        foreach (var key in keys)
        {
            keys[kept] = key;
            kept += BinOf(key) >= lowest ? 1 : 0;
        }
        return kept;
    }

    private static int BinOf(ulong key) => Math.Clamp((int)(key >> (32 + BinShift)) - FirstBin, 0, Bins - 1);
}
