using Personalization.Grains.Profiles;
using Microsoft.Extensions.DependencyInjection;
using Personalization.Benchmarks.Cluster;
using Personalization.Benchmarks.Load;
using Personalization.Benchmarks.Reports;
using Personalization.Contracts.Ranking;

namespace Personalization.Benchmarks.Scenarios;

/// <summary>Decisions inside the process: the call of the person's actor, the full path over 50,000 items, the decision logged.</summary>
internal sealed class DecisionScenario : IScenario
{
    public const string PingBaseline = "ping";

    public string Name => "decision";

    public async Task<IReadOnlyList<PerformanceRow>> RunAsync(ScenarioContext context, CancellationToken cancel)
    {
        var shop = await context.ShopAsync();
        var grains = shop.Host.Services.GetRequiredService<IGrainFactory>();
        await context.Progress.WriteLineAsync("decisions in process …");
        var load = new InProcessLoad { WarmUp = context.WarmUp, Duration = context.Duration };
        var result = await load.RunAsync(async (caller, call) =>
        {
            var user = shop.Users[(int)((call * 7919 + caller * 104729) % shop.Users.Count)];
            await grains.GetGrain<IUserGrain>(user).Recommend(new RecommendationRequest { UserId = user, Count = 20 });
        });
        var ping = await load.RunAsync(
            (caller, call) => grains.GetGrain<IPingGrain>((call * 7919 + caller * 104729) % shop.Users.Count).Ping());
        context.KeepBaseline(PingBaseline, ping.OperationsPerSecond);
        var share = result.OperationsPerSecond / ping.OperationsPerSecond;
        return
        [
            PerformanceRow.Of("Orleans' bare ping in the same silo", ping),
            PerformanceRow.Of(
                "decision inside the silo (20 of 50,000, full path, through the grain)", result,
                "≥ 0.12 of ping, ≥ 40,000/s, p99 < 1 ms",
                share >= 0.12 && result.OperationsPerSecond >= 40_000 && result.Latency.P99Us < 1000,
                FormattableString.Invariant($"{share:F2} of the ping")),
        ];
    }
}
