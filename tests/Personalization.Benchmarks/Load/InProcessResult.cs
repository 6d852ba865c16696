namespace Personalization.Benchmarks.Load;

/// <summary>What calls inside the process measured.</summary>
internal sealed record InProcessResult
{
    /// <summary>Operations of all callers together per second.</summary>
    public double OperationsPerSecond { get; init; }

    /// <summary>Operations in the measured time.</summary>
    public long Operations { get; init; }

    /// <summary>Latencies of calls.</summary>
    public LatencySummary Latency { get; init; } = new();

    /// <summary>Bytes that the whole process allocated in the measured time, divided by the operations.</summary>
    public double AllocatedBytesPerOperation { get; init; }

    /// <summary>What the garbage collector did in the measured time.</summary>
    public GcReading Gc { get; init; }

    internal static InProcessResult Of(MeasuredWindow window, GcReading gc, int operationsPerCall)
    {
        var latencies = new LatencyHistogram();
        foreach (var each in window.Latencies)
            latencies.Add(each);
        var operations = latencies.Count * operationsPerCall;
        return new InProcessResult
        {
            OperationsPerSecond = operations / Timestamps.ToSeconds(window.Elapsed),
            Operations = operations,
            Latency = LatencySummary.Of(latencies),
            AllocatedBytesPerOperation = (double)gc.AllocatedBytes / Math.Max(1, operations),
            Gc = gc,
        };
    }
}
