namespace Personalization.Silo.Health;

/// <summary>Health for orchestrators.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", static () => "live");
        routes.MapGet("/health/startup", static (SiloHealth health) => Answer(health.NotStarted, "started"));
        routes.MapGet(
            "/health/ready", static async (SiloHealth health, CancellationToken stop) => Answer(await health.NotReady(stop), "ready"));
    }

    private static IResult Answer(string? trouble, string fine) => Results.Text(trouble ?? fine, statusCode: trouble is null ? 200 : 503);
}
