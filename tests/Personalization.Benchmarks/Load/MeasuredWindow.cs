using System.Diagnostics;

namespace Personalization.Benchmarks.Load;

/// <summary>The time of a measurement, after its warm-up, and a histogram for each caller.</summary>
internal sealed class MeasuredWindow
{
    public MeasuredWindow(int callers, TimeSpan warmUp, TimeSpan duration)
    {
        Latencies = [.. Enumerable.Range(0, callers).Select(_ => new LatencyHistogram())];
        From = Stopwatch.GetTimestamp() + Timestamps.FromTime(warmUp);
        Until = From + Timestamps.FromTime(duration);
    }

    /// <summary>The timestamp from which calls count.</summary>
    public long From { get; }

    /// <summary>The timestamp at which callers stop.</summary>
    public long Until { get; }

    /// <summary>One histogram per caller, written by that caller only.</summary>
    public LatencyHistogram[] Latencies { get; }
}
