using Orleans.Dashboard;
using Personalization.Grains.Hosting;
using Personalization.Silo.Health;
using Personalization.Silo.Operators;

namespace Personalization.Silo.Hosting;

/// <summary>Runs a silo until it is asked to stop; it then hands its grains over, saves them and leaves the cluster.</summary>
internal static class SiloHost
{
    /// <summary>Starts the silo and its door and waits for the end.</summary>
    /// <param name="settings">Checked settings.</param>
    /// <param name="sources">Where logging is configured.</param>
    /// <param name="output">Where the silo says that it is up.</param>
    /// <param name="cancellationToken">Asks it to stop.</param>
    /// <exception cref="IOException">The stores cannot be reached, or a port is in use.</exception>
    public static async Task Run(SiloSettings settings, IConfiguration sources, TextWriter output, CancellationToken cancellationToken)
    {
        using var loggers = EngineLogging.Create(sources);
        await using var process = await EngineProcess.Open(
            settings.Cluster, settings.Node, TimeProvider.System, loggers, cancellationToken);
        await using var app = Build(settings, sources, process);
        await app.StartAsync(cancellationToken);
        await output.WriteLineAsync(
            $"The silo is up in cluster {settings.Cluster.ClusterId}, silo port {settings.Cluster.SiloPort}, "
            + $"gateway port {settings.Cluster.GatewayPort}. Health and metrics: {string.Join(", ", app.Urls)}");
        await app.WaitForShutdownAsync(cancellationToken);
    }

    private static WebApplication Build(SiloSettings settings, IConfiguration sources, EngineProcess process)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddConfiguration(sources);
        builder.WebHost.UseUrls(settings.Silo.Urls.Split(';'));
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.AddServerHeader = false);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.Cluster.ShutdownTimeout);
        builder.Services.AddSingleton<SiloHealth>();
        builder.Services.AddEngineMetrics();
        builder.AddPersonalization(process, silo =>
        {
            if (settings.Silo.Dashboard)
            {
                silo.AddDashboard();
            }
        });
        if (settings.Silo.Dashboard)
        {
            builder.Services.AddOperators(settings.Silo.OperatorPassword!);
        }
        var app = builder.Build();
        app.MapHealth();
        app.MapEngineMetrics();
        if (settings.Silo.Dashboard)
        {
            app.UseAuthentication();
            app.UseAuthorization();
            app.MapOrleansDashboard("/dashboard").RequireAuthorization(OperatorPolicy.Name);
        }
        return app;
    }
}
