namespace Personalization.Benchmarks.Load;

/// <summary>The percentiles of a measurement, in microseconds.</summary>
internal sealed record LatencySummary
{
    public double MeanUs { get; init; }
    public double P50Us { get; init; }
    public double P90Us { get; init; }
    public double P99Us { get; init; }
    public double P999Us { get; init; }
    public double MaxUs { get; init; }

    /// <summary>The percentiles of what <paramref name="histogram"/> holds.</summary>
    public static LatencySummary Of(LatencyHistogram histogram) => new()
    {
        MeanUs = Math.Round(histogram.MeanNs / 1000, 3),
        P50Us = histogram.PercentileNs(50) / 1000.0,
        P90Us = histogram.PercentileNs(90) / 1000.0,
        P99Us = histogram.PercentileNs(99) / 1000.0,
        P999Us = histogram.PercentileNs(99.9) / 1000.0,
        MaxUs = histogram.MaxNs / 1000.0,
    };
}
