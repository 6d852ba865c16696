using System.Diagnostics.Metrics;
using Personalization.Log.Metrics;

namespace Personalization.Gateway.Metrics;

/// <summary>What the gateway counts: cheap enough for every request. Also offered as instruments of the meter <c>Personalization</c>. Thread-safe.</summary>
internal sealed class GatewayMetrics : IDisposable
{
    private readonly Meter _meter = new("Personalization");
    private long _accepted;
    private long _duplicates;
    private long _rejected;
    private long _fallbacks;
    private long _conversions;
    private long _conversionMilli;

    public GatewayMetrics()
    {
        _meter.CreateObservableCounter("personalization_events_total", () => Accepted);
        _meter.CreateObservableCounter("personalization_decisions_total", () => Decisions);
    }

    /// <summary>Latencies of decisions by kind.</summary>
    public LatencyBuckets Recommend { get; } = new();

    /// <summary>Latencies of rankings.</summary>
    public LatencyBuckets Rank { get; } = new();

    /// <summary>Latencies of single choices.</summary>
    public LatencyBuckets Personalize { get; } = new();

    /// <summary>Latencies of assignments to experiments.</summary>
    public LatencyBuckets Assign { get; } = new();

    /// <summary>The kinds of decisions with their latencies.</summary>
    public IEnumerable<(string Kind, LatencyBuckets Latency)> Kinds => [("recommend", Recommend), ("rank", Rank), ("personalize", Personalize), ("assign", Assign)];

    public long Accepted => Volatile.Read(ref _accepted);

    public long Duplicates => Volatile.Read(ref _duplicates);

    public long Rejected => Volatile.Read(ref _rejected);

    public long Fallbacks => Volatile.Read(ref _fallbacks);

    public long Decisions => Kinds.Sum(k => k.Latency.Snapshot().Sum());

    public void Events(int accepted, int duplicates, int rejected)
    {
        Interlocked.Add(ref _accepted, accepted);
        Interlocked.Add(ref _duplicates, duplicates);
        Interlocked.Add(ref _rejected, rejected);
    }

    /// <summary>Outcomes that were conversions.</summary>
    public long Conversions => Volatile.Read(ref _conversions);

    /// <summary>The value of those.</summary>
    public double ConversionValue => Volatile.Read(ref _conversionMilli) / 1000.0;

    /// <summary>Counts what came of a decision.</summary>
    public void Outcome(bool conversion, double value)
    {
        if (conversion)
        {
            Interlocked.Increment(ref _conversions);
            Interlocked.Add(ref _conversionMilli, (long)Math.Round(value * 1000));
        }
    }

    public void Fallback() => Interlocked.Increment(ref _fallbacks);

    public void Dispose() => _meter.Dispose();
}
