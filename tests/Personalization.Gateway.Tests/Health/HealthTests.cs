using System.Globalization;
using System.Net;
using Personalization.Gateway.Tests.Http;

namespace Personalization.Gateway.Tests.Health;

public sealed class HealthTests
{
    [Fact]
    public async Task Running_gateway_leads_to_health()
    {
        await using var gateway = await RunningGateway.Start();
        foreach (var probe in new[] { "live", "ready", "startup" })
        {
            Assert.Equal(HttpStatusCode.OK, (await gateway.Get("/health/" + probe)).Status);
        }
    }

    [Fact]
    public async Task Traffic_leads_to_its_numbers_in_the_metrics()
    {
        await using var gateway = await RunningGateway.Start();
        await gateway.PostEvents("""
            [{"event_id":"a","event_type":"purchase","user_id":"u","item_id":"i","value":12.5},{"event_id":"b","event_type":"purchase","user_id":"u","value":7.5},
            {"event_id":"a","event_type":"purchase","user_id":"u","item_id":"i","value":12.5},{"event_type":"click"}]
            """);
        await gateway.Get("/api/v1/recommendations?user=u");
        await gateway.Get("/api/v1/recommendations?user=u");
        await gateway.Post("/api/v1/rank", """{"items":["i"]}""");
        await gateway.Post("/api/v1/personalize", """{"available_items":["i","k"]}""");
        await gateway.Engine.Settle();
        var reply = await gateway.Get("/metrics");
        Assert.Equal("text/plain", reply.Type);
        var metrics = Samples(reply.Text);
        Assert.Equal((2, 20, 2), (metrics["personalization_conversions_total"], metrics["personalization_conversion_value"], metrics["personalization_log_position"]));
        Assert.Equal((2, 1, 1), (metrics["personalization_decisions_total{kind=\"recommend\"}"], metrics["personalization_decisions_total{kind=\"rank\"}"], metrics["personalization_decisions_total{kind=\"personalize\"}"]));
        Assert.Equal((2, 1, 1), (metrics["personalization_events_total{result=\"accepted\"}"], metrics["personalization_events_total{result=\"duplicate\"}"], metrics["personalization_events_total{result=\"rejected\"}"]));
        Assert.Equal(0, metrics["personalization_events_failed_total"]);
        var buckets = metrics.Where(m => m.Key.StartsWith("personalization_decision_latency_ms_bucket{kind=\"recommend\"", StringComparison.Ordinal)).Select(m => m.Value).ToArray();
        Assert.Equal(buckets.Order(), buckets);
        Assert.Equal((2, 2), (buckets[^1], metrics["personalization_decision_latency_ms_count{kind=\"recommend\"}"]));
        Assert.True(metrics["personalization_decision_latency_ms_sum{kind=\"recommend\"}"] > 0);
    }

    [Fact]
    public async Task Every_metric_leads_to_its_help_and_type_once()
    {
        await using var gateway = await RunningGateway.Start();
        var lines = (await gateway.Get("/metrics")).Text.TrimEnd('\n').Split('\n');
        string[] Families(string mark) => [.. lines.Where(l => l.StartsWith(mark, StringComparison.Ordinal)).Select(l => l.Split(' ')[2])];
        var types = Families("# TYPE ");
        Assert.Equal(types.Distinct(), types);
        Assert.Equal(Families("# HELP "), types);
        Assert.All(Samples(string.Join('\n', lines)).Keys, name => Assert.Contains(types, family => name.StartsWith(family, StringComparison.Ordinal)));
    }

    private static Dictionary<string, double> Samples(string text) =>
        text.TrimEnd('\n').Split('\n').Where(line => line[0] != '#').ToDictionary(line => line[..line.LastIndexOf(' ')], line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
}
