using System.Diagnostics;

namespace Personalization.Benchmarks.Load;

/// <summary>Conversions between readings of <see cref="Stopwatch.GetTimestamp"/> and time.</summary>
internal static class Timestamps
{
    private static readonly double NsPerTick = 1e9 / Stopwatch.Frequency;

    /// <summary>A difference of timestamps in nanoseconds.</summary>
    public static long ToNs(long ticks) => Stopwatch.Frequency == 1_000_000_000 ? ticks : (long)(ticks * NsPerTick);

    /// <summary>A time as a difference of timestamps.</summary>
    public static long FromTime(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);

    /// <summary>A difference of timestamps in seconds.</summary>
    public static double ToSeconds(long ticks) => (double)ticks / Stopwatch.Frequency;
}
