using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Personalization.Gateway.Metrics;
using Personalization.Grains.Hosting;

namespace Personalization.Gateway.Tests.Metrics;

public sealed class GatewayMetricsTests
{
    [Fact]
    public async Task Latency_that_is_collected_is_counted_without_allocation()
    {
        await using var app = await Start();
        var metrics = app.Services.GetRequiredService<GatewayMetrics>();
        for (var warm = 0; warm < 2; warm++)
        {
            Record(metrics, 1000);
        }
        var before = GC.GetAllocatedBytesForCurrentThread();
        Record(metrics, 1000);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()), Timeout = Patience.Limit };
        var text = await http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        Assert.Contains(
            "personalization_decision_latency_ms_count{otel_scope_name=\"Personalization\",kind=\"rank\"} 3000\n", text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_another_host_of_the_process_counts_is_left_out()
    {
        await using var app = await Start();
        await using var other = await Start();
        Record(other.Services.GetRequiredService<GatewayMetrics>(), 1);
        var meter = other.Services.GetRequiredService<IMeterFactory>().Create("Personalization");
        meter.CreateObservableGauge("personalization_of_the_other", () => 1);
        foreach (var (host, shown) in new[] { (app, false), (other, true) })
        {
            using var http = new HttpClient { BaseAddress = new Uri(host.Urls.First()), Timeout = Patience.Limit };
            var text = await http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
            Assert.Equal(shown, text.Contains("personalization_of_the_other", StringComparison.Ordinal));
            Assert.Equal(shown, text.Contains("personalization_decision_latency_ms_count", StringComparison.Ordinal));
            Assert.Contains("personalization_events_total", text, StringComparison.Ordinal);
        }
    }

    private static void Record(GatewayMetrics metrics, int times)
    {
        for (var i = 0; i < times; i++)
        {
            metrics.Rank.Record(TimeSpan.FromMicroseconds(10 * i));
            metrics.Events(1, 0, 0);
        }
    }

    // No engine, and what collects.
    private static async Task<WebApplication> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddEngineMetrics().AddSingleton<GatewayMetrics>();
        var app = builder.Build();
        app.Services.GetRequiredService<GatewayMetrics>();
        app.MapEngineMetrics();
        await app.StartAsync();
        return app;
    }
}
