using Personalization.Benchmarks.Load;
using Personalization.Benchmarks.Reports;

namespace Personalization.Benchmarks.Scenarios;

/// <summary>How long and how hard scenarios measure, and what earlier scenarios of the run left for later ones to compare with.</summary>
internal sealed class ScenarioContext : IAsyncDisposable
{
    private BenchmarkShop? shop;
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
    public async Task<(MeasuredLoad Full, MeasuredLoad Half)> LoadAsync(
        int port, IReadOnlyList<LoadRequest> requests, CancellationToken cancel)
    {
        var full = await MeasuredLoad.RunAsync(Plan(port, requests), cancel);
        var half = await MeasuredLoad.RunAsync(Plan(port, requests, Math.Max(1, full.Result.RequestsPerSecond / 2)), cancel);
        return (full, half);
    }

    /// <summary>The shop that several scenarios share; opened when the first one asks.</summary>
    public async Task<BenchmarkShop> ShopAsync() => shop ??= await BenchmarkShop.OpenAsync(Progress);

    /// <summary>
    /// Loads a server and judges a decision's budgets: the throughput, its share of the bare endpoint's, and the latency at half that load.
    /// </summary>
    public async Task<IReadOnlyList<PerformanceRow>> JudgeAsync(
        string what, int port, IReadOnlyList<LoadRequest> requests, string baseline, double leastShare, CancellationToken cancel)
    {
        var (full, half) = await LoadAsync(port, requests, cancel);
        var perSecond = full.Result.RequestsPerSecond;
        var share = perSecond / Baseline(baseline);
        var note = share is null ? "" : FormattableString.Invariant($"{share:F2} of the bare endpoint's {Baseline(baseline):N0}/s");
        return
        [
            PerformanceRow.Of(
                what, full, FormattableString.Invariant($"≥ {leastShare} of bare"),
                share is null || share >= leastShare, note),
            PerformanceRow.Of("… at half that rate", half, "p99 < 5 ms", half.Result.Latency.P99Us < 5000),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        if (shop is not null)
            await shop.DisposeAsync();
    }
}
