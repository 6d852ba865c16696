using Personalization.Benchmarks.Load;

namespace Personalization.Benchmarks.Checks;

/// <summary>The histogram against exact percentiles of the same durations.</summary>
internal static class LatencyHistogramChecks
{
    private static readonly double[] Percentiles = [0.1, 1, 10, 25, 50, 75, 90, 99, 99.9, 99.99, 100];

    public static IReadOnlyList<Check> All { get; } =
    [
        Check.Of("Percentiles of mixed durations are at most 1 % above the exact ones and never below", AgreesWithSorted),
        Check.Of("Every duration from 1 ns to 60 s is told within 1 %", CoversTheRange),
        Check.Of("Merged histograms equal one that recorded everything", MergeEqualsWhole),
        Check.Of("An empty histogram, negative and overlong durations are harmless", EdgesAreHarmless),
        Check.Of("Percentiles of the durations 1 to 1,000 µs are 500, 990 and 999 µs", KnownRanks),
    ];

    private static void AgreesWithSorted()
    {
        var random = new Random(1);
        var histogram = new LatencyHistogram();
        var values = new long[200_000];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (long)Math.Exp(random.NextDouble() * Math.Log(LatencyHistogram.LongestNs / 100.0)) * 100;
            histogram.RecordNs(values[i]);
        }
        Array.Sort(values);
        foreach (var percentile in Percentiles)
            IsWithinOnePercent(
                histogram.PercentileNs(percentile), values[(int)Math.Ceiling(Math.Round(values.Length * percentile / 100, 6)) - 1]);
        Check.That(Math.Abs(histogram.MeanNs / values.Average() - 1) < 1e-9, $"mean {histogram.MeanNs}, exactly {values.Average()}");
    }

    private static void CoversTheRange()
    {
        for (var value = 1L; value <= LatencyHistogram.LongestNs; value += Math.Max(1, value / 300))
        {
            var histogram = new LatencyHistogram();
            histogram.RecordNs(value);
            // A longer second duration keeps the exact maximum from hiding the bucket's width.
            histogram.RecordNs(LatencyHistogram.LongestNs);
            IsWithinOnePercent(histogram.PercentileNs(50), value);
        }
    }

    private static void MergeEqualsWhole()
    {
        var random = new Random(2);
        LatencyHistogram whole = new(), merged = new();
        LatencyHistogram[] parts = [new(), new(), new()];
        for (var i = 0; i < 30_000; i++)
        {
            var value = random.NextInt64(100, 10_000_000);
            whole.RecordNs(value);
            parts[i % 3].RecordNs(value);
        }
        foreach (var part in parts)
            merged.Add(part);
        foreach (var percentile in Percentiles)
            Check.That(merged.PercentileNs(percentile) == whole.PercentileNs(percentile), $"differs at {percentile} %");
        Check.That(
            (merged.Count, merged.MaxNs, merged.MeanNs) == (whole.Count, whole.MaxNs, whole.MeanNs), "count, maximum or mean differs");
    }

    private static void EdgesAreHarmless()
    {
        var histogram = new LatencyHistogram();
        Check.That(histogram.PercentileNs(99) == 0 && histogram.MeanNs == 0, "an empty histogram has figures");
        histogram.RecordNs(-5);
        Check.That(histogram.PercentileNs(100) == 0, "a negative duration counts as more than 0");
        histogram.RecordNs(long.MaxValue);
        Check.That(histogram.PercentileNs(100) == long.MaxValue, "the maximum is not exact");
        histogram.Clear();
        Check.That(histogram.Count == 0 && histogram.PercentileNs(100) == 0, "a cleared histogram has figures");
    }

    private static void KnownRanks()
    {
        var histogram = new LatencyHistogram();
        for (var us = 1; us <= 1000; us++)
            histogram.RecordNs(us * 1000L);
        IsWithinOnePercent(histogram.PercentileNs(50), 500_000);
        IsWithinOnePercent(histogram.PercentileNs(99), 990_000);
        IsWithinOnePercent(histogram.PercentileNs(99.9), 999_000);
        Check.That(histogram.PercentileNs(100) == 1_000_000, "the 100th percentile is not the maximum");
    }

    private static void IsWithinOnePercent(long told, long exact) =>
        Check.That(told >= exact && told <= exact * 1.01 + 1, $"told {told} ns, exactly {exact} ns");
}
