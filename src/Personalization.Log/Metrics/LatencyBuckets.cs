namespace Personalization.Log.Metrics;

/// <summary>
/// Counts latencies in buckets that grow by a tenth of a doubling each (7 % wide), from 1 microsecond to 17 seconds. Lock-free;
/// thread-safe.
/// </summary>
public sealed class LatencyBuckets
{
    private const int PerDoubling = 10;
    private const int Buckets = 24 * PerDoubling;
    private readonly long[] _counts = new long[Buckets];

    /// <summary>Latencies so far.</summary>
    public long Count => _counts.Sum();

    /// <summary>Counts one latency.</summary>
    public void Record(TimeSpan latency)
    {
        var microseconds = Math.Max(1, latency.TotalMicroseconds);
        var bucket = Math.Min(Buckets - 1, (int)(Math.Log2(microseconds) * PerDoubling));
        Interlocked.Increment(ref _counts[bucket]);
    }

    /// <summary>The counts as they are now.</summary>
    public long[] Snapshot() => [.. _counts];

    /// <summary>The upper edge of a bucket in milliseconds.</summary>
    public static double UpperMs(int bucket) => Math.Pow(2, (bucket + 1.0) / PerDoubling) / 1000;

    /// <summary>
    /// The latency in milliseconds below which <paramref name="share"/> of the latencies between two snapshots lie; 0 without any.
    /// </summary>
    public static double PercentileMs(long[] before, long[] after, double share)
    {
        long total = 0;
        for (var i = 0; i < after.Length; i++)
        {
            total += after[i] - before[i];
        }
        var wanted = (long)Math.Ceiling(total * share);
        long seen = 0;
        for (var i = 0; i < after.Length && total > 0; i++)
        {
            seen += after[i] - before[i];
            if (seen >= wanted)
            {
                return Math.Round(UpperMs(i), 4);
            }
        }
        return 0;
    }
}
