using System.Diagnostics;
using Personalization.Grains.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Personalization.Log;
using Personalization.Log.Catalog;
using Personalization.Log.Events;
using Personalization.Contracts;
using Personalization.Engine.Events;
using Personalization.Gateway.Console;
using Personalization.Gateway.Bandits;
using Personalization.Gateway.Events;
using Personalization.Gateway.Experiments;
using Personalization.Gateway.Health;
using Personalization.Gateway.Items;
using Personalization.Gateway.Live;
using Personalization.Gateway.Metrics;
using Personalization.Gateway.Problems;
using Personalization.Gateway.Ranking;
using Personalization.Gateway.Trending;
using Personalization.Gateway.Users;
using Personalization.Tools.Demo;

namespace Personalization.Gateway.Hosting;

/// <summary>A running gateway with its engine. Disposing of it lets requests end, then writes and closes the engine.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ILoggerFactory _loggers;
    private readonly EngineProcess _process;

    private GatewayHost(WebApplication app, EngineProcess process, ILoggerFactory loggers)
    {
        (_app, _process, _loggers) = (app, process, loggers);
        Engine = app.Services.GetRequiredService<IEngine>();
    }

    /// <summary>The engine behind the gateway.</summary>
    public IEngine Engine { get; }

    /// <summary>The services of the one host that gateway and engine share.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Where it listens, with the ports that were chosen.</summary>
    public ICollection<string> Urls => _app.Urls;

    /// <summary>Everything that is mapped.</summary>
    public IEnumerable<RouteEndpoint> Endpoints =>
        ((IEndpointRouteBuilder)_app).DataSources.SelectMany(static source => source.Endpoints).OfType<RouteEndpoint>();

    /// <summary>Starts the engine, fills the demo shop if wanted, then listens.</summary>
    /// <param name="settings">Checked settings.</param>
    /// <param name="sources">Where logging is configured.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="IOException">The data folder or the address is in use, or cannot be opened.</exception>
    public static async Task<GatewayHost> Start(Settings settings, IConfiguration sources, TimeProvider time)
    {
        DemoShop.Adapt(settings.Demo, settings.Node, sources);
        // The engine makes loggers before its host is there, and as long as it runs.
        var loggers = EngineLogging.Create(sources);
        EngineProcess? process = null;
        WebApplication? app = null;
        try
        {
            process = await EngineProcess.Open(settings.Cluster, settings.Node, time, loggers);
            app = Build(settings, sources, process, time);
            await app.StartAsync();
            return new GatewayHost(app, process, loggers);
        }
        catch
        {
            if (app is not null)
            {
                await app.DisposeAsync();
            }
            if (process is not null)
            {
                await process.DisposeAsync();
            }
            loggers.Dispose();
            throw;
        }
    }

    private static WebApplication Build(Settings settings, IConfiguration sources, EngineProcess process, TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddConfiguration(sources);
        builder.WebHost.UseUrls(settings.Gateway.Urls.Split(';'));
        builder.WebHost.ConfigureKestrel(kestrel => Limit(kestrel, settings.Gateway));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.Cluster.ShutdownTimeout);
        builder.AddPersonalization(process);
        AddServices(builder.Services, settings, time);
        if (settings.Demo.Mode == DemoMode.On)
        {
            AddDemo(builder.Services, settings.Demo);
        }
        var app = builder.Build();
        Map(app);
        return app;
    }

    /// <summary>Waits until the process is asked to stop.</summary>
    public Task WaitForShutdown() => _app.WaitForShutdownAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _process.DisposeAsync();
        _loggers.Dispose();
    }

    private static void Limit(KestrelServerOptions kestrel, GatewayOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = options.MaxConnections;
        kestrel.Limits.MaxRequestBodySize = options.MaxStreamBytes;
        kestrel.Limits.MinRequestBodyDataRate = options.MinBodyBytesPerSecond > 0
            ? new MinDataRate(options.MinBodyBytesPerSecond, options.SlowBodyGrace)
            : null;
    }

    private static void AddServices(IServiceCollection services, Settings settings, TimeProvider time)
    {
        services.AddSingleton(time);
        services.AddSingleton(settings.Gateway);
        services.AddSingleton<IActorDirectory>(static provider => provider.GetRequiredService<IEngine>());
        services.AddSingleton<IEventStream>(static provider => provider.GetRequiredService<IEngine>());
        services.AddSingleton<ICatalogLog>(static provider => provider.GetRequiredService<IEngine>());
        services.AddHostedService<WarmUp>();
        services.AddSingleton(new EventRules(settings.Gateway.MaxClockAhead));
        services.AddEngineMetrics();
        services.AddSingleton<GatewayMetrics>();
        services.AddSingleton<StatusInstruments>();
        services.AddSingleton(static provider => provider.GetRequiredService<EngineNode>().Admission);
        services.AddSingleton<EventIntake>();
        services.AddSingleton<OutcomeLog>();
        services.AddSingleton(_ => new DecisionDeadline(settings.Gateway.DecisionDeadline, time));
        services.AddSingleton(static provider => new DecisionDispatcher(
            provider.GetRequiredService<IActorDirectory>(), provider.GetRequiredService<EngineNode>().Decider,
            provider.GetRequiredService<GatewayMetrics>(), provider.GetRequiredService<DecisionDeadline>()));
        services.AddSingleton<ExperimentWatch>();
        services.AddHostedService(static provider => provider.GetRequiredService<ExperimentWatch>());
        services.AddHostedService<RenewalWatch>();
        services.AddSingleton<LiveRates>();
        services.AddHostedService(static provider => provider.GetRequiredService<LiveRates>());
        services.AddRequestDecompression();
        services.AddOpenApi(OpenApiText.Describe);
        services.ConfigureHttpJsonOptions(static json =>
        {
            // The answers are written with their own contexts; this is what the OpenAPI document describes them by.
            json.SerializerOptions.PropertyNamingPolicy = System.Text.Json.JsonNamingPolicy.SnakeCaseLower;
            json.SerializerOptions.NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict;
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ContractsJson.Default);
            json.SerializerOptions.TypeInfoResolverChain.Insert(1, EventAnswerJson.Default);
        });
    }

    private static void AddDemo(IServiceCollection services, DemoSimulationOptions options)
    {
        services.AddSingleton<DemoShop>();
        services.AddHostedService(static provider => provider.GetRequiredService<DemoShop>());
        services.AddHostedService(provider =>
        {
            var dispatcher = provider.GetRequiredService<DecisionDispatcher>();
            return provider.GetRequiredService<DemoShop>().Simulate(
                options, request => dispatcher.Recommend(request, Stopwatch.GetTimestamp()),
                provider.GetRequiredService<ILogger<DemoSimulation>>());
        });
        services.AddHostedService(provider =>
        {
            var dispatcher = provider.GetRequiredService<DecisionDispatcher>();
            return provider.GetRequiredService<DemoShop>().Offer(
                options, request => dispatcher.Personalize(request, Stopwatch.GetTimestamp()),
                provider.GetRequiredService<OutcomeLog>().Publish, provider.GetRequiredService<ILogger<DemoOffers>>());
        });
    }

    private static void Map(WebApplication app)
    {
        app.UseProblems();
        app.UseCompressedBodies();
        app.MapOpenApi("/openapi/v1.json");
        app.MapHealth();
        app.MapMetrics();
        app.MapEvents();
        app.MapItems();
        app.MapUsers();
        app.MapDecisions();
        app.MapRecommenders();
        app.MapExperiments();
        app.MapAssignments();
        app.MapBandits();
        app.MapObservations();
        app.MapTrending();
        app.MapLive();
        app.MapConsole();
    }
}
