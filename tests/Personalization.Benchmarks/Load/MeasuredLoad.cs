using System.Globalization;
using System.Diagnostics;

namespace Personalization.Benchmarks.Load;

/// <summary>
/// A load run against a server of this process, with what this process and the machine spent meanwhile, warm-up included.
/// </summary>
internal sealed record MeasuredLoad
{
    /// <summary>What the load generator measured.</summary>
    public required HttpLoadResult Result { get; init; }

    /// <summary>What this process allocated and collected.</summary>
    public required GcReading Gc { get; init; }

    /// <summary>Processor time of this process per answer, in microseconds.</summary>
    public required double ServerCpuUsPerRequest { get; init; }

    /// <summary>
    /// Cores kept busy by other processes than this one and the generator, on average; 0 on an idle machine or where it is unknown.
    /// </summary>
    public required double OtherCores { get; init; }

    /// <summary>The generator's side of the story, for the table's note.</summary>
    public string Note
    {
        get
        {
            var note = string.Create(
                CultureInfo.InvariantCulture,
                $"p99.9 {Result.Latency.P999Us / 1000:F2} ms; CPU per request: "
                + $"server {ServerCpuUsPerRequest:F1} µs, generator {Result.GeneratorCpuUsPerRequest:F1} µs");
            return OtherCores < 0.2 ? note : FormattableString.Invariant($"{note}; DISTURBED by other processes on {OtherCores:F1} cores");
        }
    }

    /// <summary>Runs a plan in a child process and reads the counters around it.</summary>
    public static async Task<MeasuredLoad> RunAsync(HttpLoadPlan plan, CancellationToken cancel)
    {
        GC.Collect();
        var (gc, cpu, cores, start) = (GcReading.Now(), Environment.CpuUsage.TotalTime, CoreUsage.Now(), Stopwatch.GetTimestamp());
        var result = await HttpLoad.RunAsync(plan, cancel);
        var elapsed = Stopwatch.GetElapsedTime(start);
        var (all, own) = (CoreUsage.Now()?.Busy - cores?.Busy, Environment.CpuUsage.TotalTime - cpu);
        var generator = TimeSpan.FromMicroseconds(result.GeneratorCpuUsPerRequest * result.ResponsesWithWarmUp);
        return new MeasuredLoad
        {
            Result = result,
            Gc = GcReading.Now().Since(gc),
            ServerCpuUsPerRequest = own.TotalMicroseconds / Math.Max(1, result.ResponsesWithWarmUp),
            OtherCores = all is null ? 0 : Math.Max(0, (all.Value - own - generator) / elapsed),
        };
    }
}
