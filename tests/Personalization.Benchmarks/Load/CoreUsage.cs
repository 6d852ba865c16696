using System.Globalization;

namespace Personalization.Benchmarks.Load;

/// <summary>How much processor time the whole machine has spent, to tell how far other processes disturbed a measurement.</summary>
/// <param name="Busy">Time spent by all cores in all processes, the kernel and the hypervisor (steal).</param>
internal readonly record struct CoreUsage(TimeSpan Busy)
{
    private const string File = "/proc/stat";
    private const double TicksPerSecond = 100;

    /// <summary>Reads the counters; null where the system has none.</summary>
    public static CoreUsage? Now()
    {
        if (!System.IO.File.Exists(File))
            return null;
        var line = System.IO.File.ReadLines(File).First();
        var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Skip(1)
            .Select(f => long.Parse(f, CultureInfo.InvariantCulture))
            .ToArray();
        // user, nice, system, [idle, iowait,] irq, softirq, steal; the rest is contained in these.
        var busy = fields[..3].Sum() + fields[5..8].Sum();
        return new CoreUsage(TimeSpan.FromSeconds(busy / TicksPerSecond));
    }
}
