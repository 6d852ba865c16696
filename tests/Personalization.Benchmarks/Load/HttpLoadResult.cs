namespace Personalization.Benchmarks.Load;

/// <summary>What a load run measured. Unless said otherwise, figures are those of the measured time, without the warm-up.</summary>
internal sealed record HttpLoadResult
{
    /// <summary>How long was measured, in seconds.</summary>
    public double MeasuredSeconds { get; init; }

    /// <summary>The rate asked for; 0 for a closed loop.</summary>
    public double TargetRatePerSecond { get; init; }

    /// <summary>Answers with a 2xx status per second.</summary>
    public double RequestsPerSecond { get; init; }

    /// <summary>Units of work (events) per second in requests answered with a 2xx status.</summary>
    public double UnitsPerSecond { get; init; }

    /// <summary>Answers of any status.</summary>
    public long Responses { get; init; }

    /// <summary>Answers of any status since the start, with the warm-up and the wait for the last ones.</summary>
    public long ResponsesWithWarmUp { get; init; }

    /// <summary>Units of work in the requests of <see cref="ResponsesWithWarmUp"/>.</summary>
    public long UnitsWithWarmUp { get; init; }

    /// <summary>Answers whose status is not 2xx, since the start.</summary>
    public long Non2xx { get; init; }

    /// <summary>Answers by status, since the start.</summary>
    public SortedDictionary<string, long> StatusCounts { get; init; } = [];

    /// <summary>Connections that broke, since the start; each was opened anew.</summary>
    public long BrokenConnections { get; init; }

    /// <summary>Requests sent but not answered by the end of the grace period.</summary>
    public long TimedOut { get; init; }

    /// <summary>Requests of an open loop that fell due but found no free connection before the end of the grace period.</summary>
    public long Unsent { get; init; }

    /// <summary>Bytes sent since the start.</summary>
    public long BytesSent { get; init; }

    /// <summary>Bytes received since the start.</summary>
    public long BytesReceived { get; init; }

    /// <summary>Latencies of answers of any status; timed-out and unsent requests count with the time waited.</summary>
    public LatencySummary Latency { get; init; } = new();

    /// <summary>Processor time of the generator per answer, in microseconds, warm-up included.</summary>
    public double GeneratorCpuUsPerRequest { get; init; }

    /// <summary>
    /// The start of the body of the first answer, as it came over the wire: with the lengths of its chunks if it was chunked.
    /// </summary>
    public string Sample { get; init; } = "";

    /// <summary>The status and the start of the body of the first answer that was not 2xx; null when there was none.</summary>
    public string? FirstError { get; init; }

    /// <summary>Whether every request was answered with a 2xx status on a connection that held.</summary>
    public bool IsClean => Non2xx == 0 && BrokenConnections == 0 && TimedOut == 0 && Unsent == 0;
}
