using System.Diagnostics;

namespace Personalization.Benchmarks.Load;

/// <summary>A stretch of time in which callers repeat an operation, and a histogram for each of them.</summary>
internal sealed class MeasuredWindow
{
    private readonly long from = Stopwatch.GetTimestamp();
    private long lastEnd;

    /// <summary>Starts a stretch now.</summary>
    /// <param name="callers">How many call.</param>
    /// <param name="duration">For how long.</param>
    /// <param name="earlier">The stretch whose numbering of calls goes on in this one.</param>
    public MeasuredWindow(int callers, TimeSpan duration, MeasuredWindow? earlier = null)
    {
        Latencies = [.. Enumerable.Range(0, callers).Select(_ => new LatencyHistogram())];
        FirstCall = earlier is null ? new long[callers] : [.. earlier.FirstCall.Zip(earlier.Latencies, (first, l) => first + l.Count)];
        Until = from + Timestamps.FromTime(duration);
    }

    /// <summary>The timestamp at which callers stop.</summary>
    public long Until { get; }

    /// <summary>The number of each caller's first call.</summary>
    public long[] FirstCall { get; }

    /// <summary>One histogram per caller, written by that caller only.</summary>
    public LatencyHistogram[] Latencies { get; }

    /// <summary>From the start to the end of the last call, as a difference of timestamps.</summary>
    public long Elapsed => Math.Max(lastEnd, Until) - from;

    /// <summary>A caller tells when its last call ended. Thread-safe.</summary>
    public void End(long timestamp)
    {
        lock (Latencies)
            lastEnd = Math.Max(lastEnd, timestamp);
    }
}
