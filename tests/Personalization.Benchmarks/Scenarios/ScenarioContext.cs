using Personalization.Benchmarks.Load;

namespace Personalization.Benchmarks.Scenarios;

/// <summary>How long and how hard scenarios measure, and what earlier scenarios of the run left for later ones to compare with.</summary>
internal sealed class ScenarioContext
{
    private readonly Dictionary<string, double> baselines = new(StringComparer.Ordinal);

    /// <summary>How long each measurement warms up.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long each measurement lasts.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>How many connections load a server.</summary>
    public int Connections { get; init; } = 48;

    /// <summary>Where progress is told.</summary>
    public TextWriter Progress { get; init; } = TextWriter.Null;

    /// <summary>Keeps a throughput per second for later scenarios, for example that of the bare endpoint.</summary>
    public void KeepBaseline(string name, double perSecond) => baselines[name] = perSecond;

    /// <summary>The throughput per second that an earlier scenario kept; null when it did not run.</summary>
    public double? Baseline(string name) => baselines.TryGetValue(name, out var perSecond) ? perSecond : null;

    /// <summary>A plan with this run's times: a closed loop, or an open one when a rate is given.</summary>
    public HttpLoadPlan Plan(int port, IReadOnlyList<LoadRequest> requests, double ratePerSecond = 0) => new()
    {
        Port = port,
        Requests = requests,
        RatePerSecond = ratePerSecond,
        Connections = Connections,
        WarmUp = WarmUp,
        Duration = Duration,
    };

    /// <summary>Loads a server of this process: at full speed, then at half the throughput found, as the latency budgets want it.</summary>
    public async Task<(MeasuredLoad Full, MeasuredLoad Half)> LoadAsync(int port, IReadOnlyList<LoadRequest> requests, CancellationToken cancel)
    {
        var full = await MeasuredLoad.RunAsync(Plan(port, requests), cancel);
        var half = await MeasuredLoad.RunAsync(Plan(port, requests, Math.Max(1, full.Result.RequestsPerSecond / 2)), cancel);
        return (full, half);
    }
}
