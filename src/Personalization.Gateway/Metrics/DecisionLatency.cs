using System.Diagnostics.Metrics;
using Personalization.Log.Metrics;

namespace Personalization.Gateway.Metrics;

/// <summary>
/// Latencies of one kind of decision: for whoever collects metrics, and for the live page. Allocates nothing per decision. Thread-safe.
/// </summary>
internal sealed class DecisionLatency(Histogram<double> collected, string kind)
{
    private readonly KeyValuePair<string, object?> _kind = new("kind", kind);

    /// <summary>What the live page needs.</summary>
    public LatencyBuckets Live { get; } = new();

    /// <summary>Decisions so far, of this kind.</summary>
    public Measurement<long> Decisions => new(Live.Count, _kind);

    /// <summary>Counts one decision.</summary>
    public void Record(TimeSpan latency)
    {
        collected.Record(latency.TotalMilliseconds, _kind);
        Live.Record(latency);
    }
}
