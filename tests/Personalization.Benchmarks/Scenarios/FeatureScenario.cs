using Personalization.Benchmarks.Load;
using Personalization.Benchmarks.Reports;

namespace Personalization.Benchmarks.Scenarios;

/// <summary>Reading ten features of a person, inside the process and over HTTP.</summary>
internal sealed class FeatureScenario : IScenario
{
    private static readonly string[] Names =
    [
        "page_view.count.1h", "page_view.count.1d", "page_view.count.7d", "purchase.count.30d", "purchase.sum.30d", "add_to_cart.count.1d",
        "session.views", "recency_s", "affinity.category.electronics", "engagement",
    ];

    public string Name => "features";

    public async Task<IReadOnlyList<PerformanceRow>> RunAsync(ScenarioContext context, CancellationToken cancel)
    {
        var shop = await context.ShopAsync();
        var engine = shop.Host.Engine;
        await context.Progress.WriteLineAsync("feature reads …");
        var load = new InProcessLoad { WarmUp = context.WarmUp, Duration = context.Duration };
        var inside = await load.RunAsync(async (caller, call) =>
            await engine.User(shop.Users[(int)((call * 7919 + caller * 104729) % shop.Users.Count)]).Features(Names));
        var requests = shop.Users.Select(user => LoadRequest.Get($"/api/v1/users/{user}/features?names={string.Join(',', Names)}"))
            .ToArray();
        var (full, half) = await context.LoadAsync(shop.Port, requests, cancel);
        var share = full.Result.RequestsPerSecond / context.Baseline(BareScenario.GetBaseline);
        return
        [
            PerformanceRow.Of("feature read in process (10 features)", inside, "p99 < 0.1 ms", inside.Latency.P99Us < 100),
            PerformanceRow.Of(
                "GET /api/v1/users/…/features (10 features)", full, "≥ 0.6 of bare", share is null ? null : share >= 0.6,
                share is null ? "" : FormattableString.Invariant($"{share:F2} of the bare endpoint")),
            PerformanceRow.Of("… at half that rate", half, "p99 < 5 ms", half.Result.Latency.P99Us < 5000),
        ];
    }
}
