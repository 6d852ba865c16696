using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;

namespace Personalization.Grains.Hosting;

/// <summary>
/// Serves the metrics of a process of the engine to Prometheus: those of the engine, of Orleans, of .NET and of the database's client.
/// </summary>
public static class MetricsComposition
{
    /// <summary>Collects the metrics.</summary>
    public static IServiceCollection AddEngineMetrics(this IServiceCollection services)
    {
        services.AddOpenTelemetry().WithMetrics(static metrics => metrics
            .AddMeter(EngineInstruments.Meter, "Microsoft.Orleans", "System.Runtime", "Npgsql")
            .AddPrometheusExporter());
        return services.ConfigureOpenTelemetryMeterProvider(static (provider, metrics) =>
        {
            // Meters are known by their name to the whole process, in which there may be several hosts.
            var own = provider.GetRequiredService<IMeterFactory>();
            metrics.AddView(instrument => instrument.Meter.Name == EngineInstruments.Meter && instrument.Meter.Scope != own
                ? MetricStreamConfiguration.Drop
                : null);
        });
    }

    /// <summary>Serves them at <c>/metrics</c>.</summary>
    public static IEndpointConventionBuilder MapEngineMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapPrometheusScrapingEndpoint("/metrics");
}
