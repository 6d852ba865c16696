using System.Diagnostics.Metrics;
using Personalization.Grains;

namespace Personalization.Gateway.Metrics;

/// <summary>What the gateway counts: cheap enough for every request, and read by whoever collects metrics. Thread-safe.</summary>
internal sealed class GatewayMetrics
{
    private static readonly double[] s_edgesMs = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 1000];

    private long _accepted;
    private long _duplicates;
    private long _rejected;
    private long _fallbacks;
    private long _conversions;
    private long _conversionMilli;

    /// <summary>Begins to count.</summary>
    /// <param name="meters">Makes the meter.</param>
    public GatewayMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(EngineInstruments.Meter);
        var latency = meter.CreateHistogram(
            "personalization_decision_latency_ms", description: "Time from request to answer inside the gateway, in milliseconds.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = s_edgesMs });
        Recommend = new(latency, "recommend");
        Rank = new(latency, "rank");
        Personalize = new(latency, "personalize");
        Assign = new(latency, "assign");
        Kinds = [Recommend, Rank, Personalize, Assign];
        meter.CreateObservableCounter(
            "personalization_decisions_total", () => Kinds.Select(static kind => kind.Decisions), description: "Decisions answered.");
        meter.CreateObservableCounter(
            "personalization_decision_fallbacks_total", () => Fallbacks, description: "Decisions answered with the fallback list.");
        meter.CreateObservableCounter("personalization_events_total", Events, description: "Events received, by what became of them.");
    }

    /// <summary>Latencies of recommendations.</summary>
    public DecisionLatency Recommend { get; }

    /// <summary>Latencies of rankings.</summary>
    public DecisionLatency Rank { get; }

    /// <summary>Latencies of single choices.</summary>
    public DecisionLatency Personalize { get; }

    /// <summary>Latencies of assignments to experiments.</summary>
    public DecisionLatency Assign { get; }

    /// <summary>The kinds of decisions.</summary>
    public IReadOnlyList<DecisionLatency> Kinds { get; }

    /// <summary>Decisions of all kinds so far.</summary>
    public long Decisions => Kinds.Sum(static kind => kind.Live.Count);

    /// <summary>Decisions that were late, or whose silo was lost.</summary>
    public long Fallbacks => Volatile.Read(ref _fallbacks);

    /// <summary>Outcomes that were conversions.</summary>
    public long Conversions => Volatile.Read(ref _conversions);

    /// <summary>The value of those.</summary>
    public double ConversionValue => Volatile.Read(ref _conversionMilli) / 1000.0;

    /// <summary>Counts what became of events.</summary>
    public void Events(int accepted, int duplicates, int rejected)
    {
        Interlocked.Add(ref _accepted, accepted);
        Interlocked.Add(ref _duplicates, duplicates);
        Interlocked.Add(ref _rejected, rejected);
    }

    /// <summary>Counts what came of a decision.</summary>
    public void Outcome(bool conversion, double value)
    {
        if (conversion)
        {
            Interlocked.Increment(ref _conversions);
            Interlocked.Add(ref _conversionMilli, (long)Math.Round(value * 1000));
        }
    }

    /// <summary>Counts a decision that was late, or whose silo was lost.</summary>
    public void Fallback() => Interlocked.Increment(ref _fallbacks);

    private IEnumerable<Measurement<long>> Events() =>
    [
        new(Volatile.Read(ref _accepted), new KeyValuePair<string, object?>("result", "accepted")),
        new(Volatile.Read(ref _duplicates), new KeyValuePair<string, object?>("result", "duplicate")),
        new(Volatile.Read(ref _rejected), new KeyValuePair<string, object?>("result", "rejected")),
    ];
}
