namespace Personalization.Silo.Metrics;

/// <summary>Metrics for Prometheus.</summary>
internal static class MetricEndpoints
{
    public static void MapMetrics(this IEndpointRouteBuilder routes)
    {
        routes.ServiceProvider.GetRequiredService<SiloMetrics>();
        routes.MapGet("/metrics", static (SiloMetrics metrics) => Results.Text(metrics.Read(), "text/plain; version=0.0.4"));
    }
}
