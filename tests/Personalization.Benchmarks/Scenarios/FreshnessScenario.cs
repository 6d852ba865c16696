using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Personalization.Benchmarks.Load;
using Personalization.Benchmarks.Reports;

namespace Personalization.Benchmarks.Scenarios;

/// <summary>
/// How long after an event was sent a decision can use it: one event over HTTP, its answer, then a decision that must be about the event's
/// item. Measured while 4,000 other events a second come in.
/// </summary>
internal sealed class FreshnessScenario : IScenario
{
    public string Name => "freshness";

    public async Task<IReadOnlyList<PerformanceRow>> RunAsync(ScenarioContext context, CancellationToken cancel)
    {
        var shop = await context.ShopAsync();
        await context.Progress.WriteLineAsync("freshness …");
        var batches = NdjsonIngest.Requests("/api/v1/events", 16, 100, shop.EventOf);
        var background = MeasuredLoad.RunAsync(context.Plan(shop.Port, batches, ratePerSecond: 40) with { Connections = 4 }, cancel);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{shop.Port}") };
        var latencies = new LatencyHistogram();
        var (asked, missed, started) = (0, 0, Stopwatch.GetTimestamp());
        while (!background.IsCompleted)
        {
            var fresh = await ProbeAsync(http, shop, asked, latencies, isWarm: Stopwatch.GetElapsedTime(started) > context.WarmUp, cancel);
            missed += fresh ? 0 : 1;
            asked++;
        }
        await background;
        var summary = LatencySummary.Of(latencies);
        return
        [
            new PerformanceRow
            {
                What = "event sent → acknowledged → seen in features and decision (three requests)",
                Budget = "always; p50 < 2 ms, p99 < 10 ms",
                P50Us = summary.P50Us,
                P99Us = summary.P99Us,
                Verdict = missed == 0 && summary.P50Us < 2000 && summary.P99Us < 10_000 ? Verdict.Met : Verdict.Missed,
                Note = $"{asked} events, {missed} not visible; 4,000 other events a second meanwhile",
            },
        ];
    }

    private static async Task<bool> ProbeAsync(
        HttpClient http, BenchmarkShop shop, int number, LatencyHistogram latencies, bool isWarm, CancellationToken cancel)
    {
        var user = $"fresh-{number}";
        var item = shop.Items[number * 31 % 1000];
        var sent = Stopwatch.GetTimestamp();
        using var content = new StringContent(
            $$"""{"event_type":"page_view","user_id":"{{user}}","item_id":"{{item}}"}""", Encoding.UTF8, "application/json");
        (await http.PostAsync("/api/v1/events", content, cancel)).EnsureSuccessStatusCode();
        var count = await http.GetFromJsonAsync<JsonElement>($"/api/v1/users/{user}/features?names=page_view.count.1h", cancel);
        var list = await http.GetFromJsonAsync<JsonElement>($"/api/v1/recommendations?user={user}&count=5", cancel);
        if (isWarm)
            latencies.RecordSpan(sent, Stopwatch.GetTimestamp());
        return count.GetProperty("features").GetProperty("page_view.count.1h").GetDouble() == 1
            && list.GetProperty("items").EnumerateArray()
                .Any(i => i.GetProperty("reasons")
                    .EnumerateArray()
                    .Any(r => r.GetProperty("code").GetString()!.EndsWith("_viewed", StringComparison.Ordinal)));
    }
}
