using Personalization.Benchmarks.Load;

namespace Personalization.Benchmarks.Reports;

/// <summary>One line of the table of figures.</summary>
internal sealed record PerformanceRow
{
    /// <summary>What was measured.</summary>
    public required string What { get; init; }

    /// <summary>What it has to reach; empty for rows to compare with.</summary>
    public string Budget { get; init; } = "";

    /// <summary>Operations (requests, or events of batches) per second; null when throughput is not the question.</summary>
    public double? PerSecond { get; init; }

    /// <summary>The median, in microseconds.</summary>
    public double? P50Us { get; init; }

    /// <summary>The 99th percentile, in microseconds.</summary>
    public double? P99Us { get; init; }

    /// <summary>Bytes allocated per operation by the measured process.</summary>
    public double? AllocatedBytes { get; init; }

    /// <summary>Whether the budget was kept.</summary>
    public Verdict Verdict { get; init; }

    /// <summary>What a reader must know beside the figures.</summary>
    public string Note { get; init; } = "";

    /// <summary>A row of a load run over HTTP. Errors go into the note, and a run that had any has missed its budget.</summary>
    /// <param name="what">What was measured.</param>
    /// <param name="load">What the run measured.</param>
    /// <param name="budget">The budget in words; empty for a row to compare with.</param>
    /// <param name="isMet">Whether the figures keep the budget; null for a row to compare with.</param>
    /// <param name="note">What a reader must know beside the run's own note.</param>
    public static PerformanceRow Of(string what, MeasuredLoad load, string budget = "", bool? isMet = null, string note = "")
    {
        var result = load.Result;
        string[] notes = [result.IsClean ? "" : Faults(result), note, load.Note];
        return new()
        {
            What = what,
            Budget = budget,
            PerSecond = result.UnitsPerSecond,
            P50Us = result.Latency.P50Us,
            P99Us = result.Latency.P99Us,
            AllocatedBytes = (double)load.Gc.AllocatedBytes / Math.Max(1, result.UnitsWithWarmUp),
            Verdict = VerdictOf(isMet is null ? null : isMet.Value && result.IsClean),
            Note = string.Join("; ", notes.Where(n => n.Length > 0)),
        };
    }

    /// <summary>A row of calls inside the process.</summary>
    public static PerformanceRow Of(string what, InProcessResult result, string budget = "", bool? isMet = null, string note = "") => new()
    {
        What = what,
        Budget = budget,
        PerSecond = result.OperationsPerSecond,
        P50Us = result.Latency.P50Us,
        P99Us = result.Latency.P99Us,
        AllocatedBytes = result.AllocatedBytesPerOperation,
        Verdict = VerdictOf(isMet),
        Note = note,
    };

    private static Verdict VerdictOf(bool? isMet) => isMet switch { null => Verdict.None, true => Verdict.Met, false => Verdict.Missed };

    private static string Faults(HttpLoadResult result) =>
        $"ERRORS: {result.Non2xx} not 2xx, {result.BrokenConnections} broken, {result.TimedOut} timed out, {result.Unsent} unsent; "
        + $"{result.FirstError}";
}
