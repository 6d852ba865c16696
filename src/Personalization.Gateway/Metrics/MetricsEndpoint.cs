using Personalization.Grains.Hosting;

namespace Personalization.Gateway.Metrics;

/// <summary>Metrics for Prometheus.</summary>
internal static class MetricsEndpoint
{
    public static void MapMetrics(this IEndpointRouteBuilder routes)
    {
        // Nobody else asks for them.
        routes.ServiceProvider.GetRequiredService<StatusInstruments>();
        routes.MapEngineMetrics();
    }
}
