using System.Globalization;

namespace Personalization.Benchmarks.Load;

/// <summary>Counts what happens in a load run. Used by one thread.</summary>
internal sealed class HttpLoadTally(HttpLoadPlan plan)
{
    private readonly LatencyHistogram latencies = new();
    private readonly long[] statusCounts = new long[1000];
    private long measureFrom, measureUntil;
    private long responses, successes, successUnits, allUnits, broken, timedOut, unsent;
    private TimeSpan cpuAtStart;
    private string? sample, firstError;

    /// <summary>Sets the measured time, as timestamps.</summary>
    public void Start(long from, long until)
    {
        (measureFrom, measureUntil) = (from, until);
        cpuAtStart = Environment.CpuUsage.TotalTime;
    }

    /// <summary>Counts the answer that a connection has just received.</summary>
    public void Answered(HttpLoadConnection connection, long now)
    {
        var status = connection.Status;
        statusCounts[Math.Clamp(status, 0, statusCounts.Length - 1)]++;
        allUnits += connection.Units;
        sample ??= connection.Sample;
        if (status is < 200 or > 299)
            firstError ??= $"{status}: {connection.Sample}";
        if (IsMeasured(connection.StartedAt))
            latencies.RecordSpan(connection.StartedAt, now);
        if (!IsMeasured(now))
            return;
        responses++;
        if (status is >= 200 and <= 299)
        {
            successes++;
            successUnits += connection.Units;
        }
    }

    /// <summary>Counts a connection that broke.</summary>
    public void Broken() => broken++;

    /// <summary>Counts a request that was not answered in time.</summary>
    public void TimedOut(long startedAt, long now)
    {
        timedOut++;
        RecordMissing(startedAt, now);
    }

    /// <summary>Counts a request that fell due but could not be sent.</summary>
    public void Unsent(long dueAt, long now)
    {
        unsent++;
        RecordMissing(dueAt, now);
    }

    /// <summary>The figures, once the run is over.</summary>
    public HttpLoadResult Result(IReadOnlyCollection<HttpLoadConnection> connections)
    {
        var seconds = Timestamps.ToSeconds(measureUntil - measureFrom);
        var all = statusCounts.Sum();
        var statuses = statusCounts.Index()
            .Where(s => s.Item > 0)
            .ToDictionary(s => s.Index.ToString(CultureInfo.InvariantCulture), s => s.Item);
        return new HttpLoadResult
        {
            MeasuredSeconds = seconds,
            TargetRatePerSecond = plan.RatePerSecond,
            RequestsPerSecond = Math.Round(successes / seconds, 1),
            UnitsPerSecond = Math.Round(successUnits / seconds, 1),
            Responses = responses,
            ResponsesWithWarmUp = all,
            UnitsWithWarmUp = allUnits,
            Non2xx = all - statusCounts[200..300].Sum(),
            StatusCounts = new(statuses, StringComparer.Ordinal),
            BrokenConnections = broken,
            TimedOut = timedOut,
            Unsent = unsent,
            BytesSent = connections.Sum(c => c.BytesSent),
            BytesReceived = connections.Sum(c => c.BytesReceived),
            Latency = LatencySummary.Of(latencies),
            GeneratorCpuUsPerRequest = Math.Round((Environment.CpuUsage.TotalTime - cpuAtStart).TotalMicroseconds / Math.Max(1, all), 2),
            Sample = sample ?? "",
            FirstError = firstError,
        };
    }

    private void RecordMissing(long startedAt, long now)
    {
        if (IsMeasured(startedAt))
            latencies.RecordSpan(startedAt, now);
    }

    private bool IsMeasured(long timestamp) => timestamp >= measureFrom && timestamp < measureUntil;
}
