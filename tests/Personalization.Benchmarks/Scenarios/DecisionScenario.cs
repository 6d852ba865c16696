using Personalization.Benchmarks.Load;
using Personalization.Benchmarks.Reports;
using Personalization.Contracts.Ranking;

namespace Personalization.Benchmarks.Scenarios;

/// <summary>Decisions inside the process: the call of the person's actor, the full path over 50,000 items, the decision logged.</summary>
internal sealed class DecisionScenario : IScenario
{
    public string Name => "decision";

    public async Task<IReadOnlyList<PerformanceRow>> RunAsync(ScenarioContext context, CancellationToken cancel)
    {
        var shop = await context.ShopAsync();
        var engine = shop.Host.Engine;
        await context.Progress.WriteLineAsync("decisions in process …");
        var load = new InProcessLoad { WarmUp = context.WarmUp, Duration = context.Duration };
        var result = await load.RunAsync(async (caller, call) =>
        {
            var user = shop.Users[(int)((call * 7919 + caller * 104729) % shop.Users.Count)];
            await engine.User(user).Recommend(new RecommendationRequest { UserId = user, Count = 20 });
        });
        return
        [
            PerformanceRow.Of(
                "decision in process (20 of 50,000, full path)", result, "≥ 50,000/s, p99 < 1 ms",
                result.OperationsPerSecond >= 50_000 && result.Latency.P99Us < 1000),
        ];
    }
}
