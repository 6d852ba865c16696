using Personalization.Log;
using Personalization.Gateway.Metrics;

namespace Personalization.Gateway.Health;

/// <summary>Health for orchestrators and metrics for Prometheus.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var lifetime = services.GetRequiredService<IHostApplicationLifetime>();
        var (engine, metrics) = (services.GetRequiredService<IEngine>(), services.GetRequiredService<GatewayMetrics>());
        routes.MapGet("/health/live", () => "live").WithTags("Health").WithSummary("Whether the process makes progress");
        routes.MapGet("/health/startup", () => "started").WithTags("Health").WithSummary("Whether the state is recovered and requests are served");
        routes.MapGet("/health/ready", () =>
            lifetime.ApplicationStopping.IsCancellationRequested ? Results.Text("stopping", statusCode: 503)
                : engine.IsWritable ? Results.Text("ready") : Results.Text("the log takes no events", statusCode: 503))
            .WithTags("Health").WithSummary("Whether new work should come here");
        routes.MapGet("/metrics", () => Results.Text(PrometheusText.Of(metrics, engine), "text/plain; version=0.0.4"))
            .WithTags("Health").WithSummary("Metrics in Prometheus' text format");
    }
}
