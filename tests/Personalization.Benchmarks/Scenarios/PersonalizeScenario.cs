using System.Text;
using Personalization.Benchmarks.Load;
using Personalization.Benchmarks.Reports;

namespace Personalization.Benchmarks.Scenarios;

/// <summary>One choice of 20 given items over HTTP.</summary>
internal sealed class PersonalizeScenario : IScenario
{
    public string Name => "personalize";

    public async Task<IReadOnlyList<PerformanceRow>> RunAsync(ScenarioContext context, CancellationToken cancel)
    {
        var shop = await context.ShopAsync();
        await context.Progress.WriteLineAsync("POST /api/v1/personalize …");
        var requests = Enumerable.Range(0, 4096).Select(i => Request(shop, i)).ToArray();
        return await context.JudgeAsync(
            "POST /api/v1/personalize (20 items)", shop.Port, requests, BareScenario.PostBaseline, leastShare: 0.45, cancel);
    }

    private static LoadRequest Request(BenchmarkShop shop, int number)
    {
        var random = new Random(number);
        var items = Enumerable.Range(0, 20).Select(_ => random.Next(shop.Items.Count)).Distinct().Select(i => $"\"{shop.Items[i]}\"");
        var body = $$$"""{"customer_id":"{{{shop.Users[random.Next(shop.Users.Count)]}}}","available_items":[{{{string.Join(',', items)}}}],"context":{"device":"mobile"}}""";
        return LoadRequest.Post("/api/v1/personalize", Encoding.UTF8.GetBytes(body));
    }
}
