using Personalization.Benchmarks.Load;
using Personalization.Benchmarks.Reports;

namespace Personalization.Benchmarks.Scenarios;

/// <summary>Recommendations over HTTP.</summary>
internal sealed class RecommendScenario : IScenario
{
    public string Name => "recommendations";

    public async Task<IReadOnlyList<PerformanceRow>> RunAsync(ScenarioContext context, CancellationToken cancel)
    {
        var shop = await context.ShopAsync();
        await context.Progress.WriteLineAsync("GET /api/v1/recommendations …");
        var requests = shop.Users.Select(user => LoadRequest.Get($"/api/v1/recommendations?user={user}&count=20")).ToArray();
        return await context.JudgeAsync(
            "GET /api/v1/recommendations (20 of 50,000)", shop.Port, requests, BareScenario.GetBaseline, leastShare: 0.27, cancel);
    }
}
