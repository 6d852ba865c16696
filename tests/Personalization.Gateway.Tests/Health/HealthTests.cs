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
        var metrics = await gateway.Metrics();
        Assert.Equal((2, 20), (metrics["personalization_conversions_total"], metrics["personalization_conversion_value_total"]));
        Assert.Equal((2, 0), (metrics["personalization_log_position"], metrics["personalization_items"]));
        (string Kind, int Count)[] decisions = [("recommend", 2), ("rank", 1), ("personalize", 1), ("assign", 0)];
        Assert.All(decisions, kind => Assert.Equal(kind.Count, metrics[$"personalization_decisions_total{{kind=\"{kind.Kind}\"}}"]));
        (string Result, int Count)[] events = [("accepted", 2), ("duplicate", 1), ("rejected", 1)];
        Assert.All(events, result => Assert.Equal(result.Count, metrics[$"personalization_events_total{{result=\"{result.Result}\"}}"]));
        Assert.Equal(0, metrics["personalization_events_failed_total"]);
        string[] edges = ["0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "10", "25", "50", "100", "250", "1000", "+Inf"];
        var buckets = edges
            .Select(edge => metrics[$"personalization_decision_latency_ms_bucket{{kind=\"recommend\",le=\"{edge}\"}}"]).ToArray();
        Assert.Equal(buckets.Order(), buckets);
        Assert.Equal((2, 2), (buckets[^1], metrics["personalization_decision_latency_ms_count{kind=\"recommend\"}"]));
        Assert.True(metrics["personalization_decision_latency_ms_sum{kind=\"recommend\"}"] > 0);
    }

    [Fact]
    public async Task Every_metric_leads_to_its_help_and_type_once()
    {
        await using var gateway = await RunningGateway.Start();
        var reply = await gateway.Get("/metrics");
        Assert.Equal("text/plain", reply.Type);
        var lines = reply.Text.TrimEnd('\n').Split('\n');
        string[] Families(string mark) =>
            [.. lines.Where(l => l.StartsWith(mark + " personalization_", StringComparison.Ordinal)).Select(l => l.Split(' ')[2])];
        var types = Families("# TYPE");
        Assert.Equal(types.Distinct(), types);
        Assert.Equal(types, Families("# HELP"));
        var names = (await gateway.Metrics()).Keys;
        Assert.All(names, name => Assert.Contains(types, family => name.StartsWith(family, StringComparison.Ordinal)));

        // The silo in the gateway's process, its runtime, and Orleans.
        string[] also = ["personalization_log_partitions", "personalization_unsaved_states"];
        Assert.All(also, family => Assert.Contains(family, types));
        string[] others = ["dotnet_process_memory_working_set_bytes", "orleans_consistent_ring_size"];
        Assert.All(others, family => Assert.Contains(lines, line => line.StartsWith("# TYPE " + family, StringComparison.Ordinal)));
    }
}
