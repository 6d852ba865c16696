using Personalization.Log;
using Personalization.Log.Metrics;
using Personalization.Gateway.Metrics;

namespace Personalization.Gateway.Live;

/// <summary>Measures once a second how much happens, for everybody who watches.</summary>
internal sealed class LiveRates(GatewayMetrics metrics, IEngine engine, EngineNode node) : BackgroundService
{
    private const int WindowSeconds = 10;

    private readonly Queue<(long At, long Log, long Decisions, long[] Latencies)> _seconds = new();
    private readonly long _started = node.Time.GetTimestamp();
    private volatile LiveSample _latest = new();

    /// <summary>What was measured last.</summary>
    public LiveSample Latest => _latest;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), node.Time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            Measure();
        }
    }

    private void Measure()
    {
        var status = engine.Status;
        var latencies = Sum(metrics.Kinds.Select(static kind => kind.Live.Snapshot()));
        var decisions = latencies.Sum();
        var now = node.Time.GetTimestamp();
        _seconds.Enqueue((now, status.NextPosition, decisions, latencies));
        if (_seconds.Count > WindowSeconds)
        {
            _seconds.Dequeue();
        }
        var first = _seconds.Peek();
        var last = _seconds.Count > 1 ? _seconds.ElementAt(_seconds.Count - 2) : first;
        var second = Math.Max(0.001, node.Time.GetElapsedTime(last.At, now).TotalSeconds);
        _latest = new LiveSample
        {
            At = node.Time.GetUtcNow(),
            UptimeSeconds = (long)node.Time.GetElapsedTime(_started, now).TotalSeconds,
            EventsPerSecond = Math.Round((status.NextPosition - last.Log) / second, 1),
            EventsTotal = status.NextPosition,
            DecisionsPerSecond = Math.Round((decisions - last.Decisions) / second, 1),
            DecisionsTotal = decisions,
            P50Ms = LatencyBuckets.PercentileMs(first.Latencies, latencies, 0.5),
            P95Ms = LatencyBuckets.PercentileMs(first.Latencies, latencies, 0.95),
            P99Ms = LatencyBuckets.PercentileMs(first.Latencies, latencies, 0.99),
            Items = status.Items,
            ActiveUsers = status.ActiveUsers,
            Conversions = status.Conversions,
            ConversionValue = status.ConversionValue,
        };
    }

    private static long[] Sum(IEnumerable<long[]> counts)
    {
        long[]? sum = null;
        foreach (var one in counts)
        {
            if (sum is null)
            {
                sum = one;
                continue;
            }
            for (var i = 0; i < sum.Length; i++)
            {
                sum[i] += one[i];
            }
        }
        return sum!;
    }
}
