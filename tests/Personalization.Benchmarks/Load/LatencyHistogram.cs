using System.Diagnostics;
using System.Numerics;

namespace Personalization.Benchmarks.Load;

/// <summary>
/// Counts durations in buckets whose width grows with the value: each power of two is cut into 128 equal buckets, so that a
/// reported percentile is at most 1/128 (0.78 %) above the true one, and never below it. Values under 256 ns are exact;
/// values above 60 s are counted in the last bucket. The layout is that of HdrHistogram (G. Tene), with 8 significant bits.
/// </summary>
/// <remarks>
/// One thread writes, without locks or atomic operations. Another may read or <see cref="Add"/> it into its own meanwhile and then sees
/// a recent state; exact figures need the writer to have finished.
/// </remarks>
internal sealed class LatencyHistogram
{
    /// <summary>The longest duration told apart from longer ones, in nanoseconds: 60 s.</summary>
    public const long LongestNs = 60_000_000_000;

    private const int SignificantBits = 8;
    private const int HalfBuckets = 1 << (SignificantBits - 1);
    private static readonly int BucketCount = IndexOf(LongestNs) + 1;

    private readonly long[] counts = new long[BucketCount];
    private Int128 sumNs;

    /// <summary>How many durations were recorded.</summary>
    public long Count { get; private set; }

    /// <summary>The longest recorded duration, exact, in nanoseconds; 0 when nothing was recorded.</summary>
    public long MaxNs { get; private set; }

    /// <summary>The arithmetic mean, exact, in nanoseconds; 0 when nothing was recorded.</summary>
    public double MeanNs => Count == 0 ? 0 : (double)sumNs / Count;

    /// <summary>Records the time between two readings of <see cref="Stopwatch.GetTimestamp"/>.</summary>
    public void RecordSpan(long startTimestamp, long endTimestamp) => RecordNs(Timestamps.ToNs(endTimestamp - startTimestamp));

    /// <summary>Records one duration in nanoseconds; a negative one counts as 0.</summary>
    public void RecordNs(long durationNs)
    {
        durationNs = Math.Max(durationNs, 0);
        counts[IndexOf(Math.Min(durationNs, LongestNs))]++;
        Count++;
        sumNs += durationNs;
        if (durationNs > MaxNs)
            MaxNs = durationNs;
    }

    /// <summary>Adds all that <paramref name="other"/> has counted to this histogram.</summary>
    public void Add(LatencyHistogram other)
    {
        for (var i = 0; i < counts.Length; i++)
            counts[i] += other.counts[i];
        Count += other.Count;
        sumNs += other.sumNs;
        MaxNs = Math.Max(MaxNs, other.MaxNs);
    }

    /// <summary>The duration that <paramref name="percentile"/> per cent of the recorded ones do not exceed, in nanoseconds.</summary>
    /// <param name="percentile">Above 0 to 100.</param>
    /// <returns>The upper end of the bucket that holds it, at most <see cref="MaxNs"/>; 0 when nothing was recorded.</returns>
    public long PercentileNs(double percentile)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(percentile);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percentile, 100);
        // The product is rounded first: 99.9 % of 1,000 is 999, though the nearest double lies a little above.
        var rank = Math.Max(1, (long)Math.Ceiling(Math.Round(Count * percentile / 100, 6)));
        var seen = 0L;
        for (var i = 0; i < counts.Length - 1; i++)
        {
            seen += counts[i];
            if (seen >= rank)
                return Math.Min(HighestOf(i), MaxNs);
        }
        return MaxNs;
    }

    /// <summary>Forgets everything recorded.</summary>
    public void Clear()
    {
        Array.Clear(counts);
        (Count, sumNs, MaxNs) = (0, 0, 0);
    }

    private static int IndexOf(long durationNs)
    {
        var shift = Math.Max(0, BitOperations.Log2((ulong)durationNs) + 1 - SignificantBits);
        return shift * HalfBuckets + (int)(durationNs >> shift);
    }

    private static long HighestOf(int index)
    {
        var shift = Math.Max(0, index / HalfBuckets - 1);
        var lowest = (long)(index - shift * HalfBuckets) << shift;
        return lowest + (1L << shift) - 1;
    }
}
