using Personalization.Log;

namespace Personalization.Gateway.Health;

/// <summary>Health for orchestrators.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var lifetime = services.GetRequiredService<IHostApplicationLifetime>();
        var engine = services.GetRequiredService<IEngine>();
        routes.MapGet("/health/live", () => "live").WithTags("Health").WithSummary("Whether the process makes progress");
        routes.MapGet("/health/startup", () => "started")
            .WithTags("Health")
            .WithSummary("Whether the state is recovered and requests are served");
        routes.MapGet("/health/ready", () =>
            lifetime.ApplicationStopping.IsCancellationRequested ? Results.Text("stopping", statusCode: 503)
                : engine.IsWritable ? Results.Text("ready") : Results.Text("the log takes no events", statusCode: 503))
            .WithTags("Health").WithSummary("Whether new work should come here");
    }
}
