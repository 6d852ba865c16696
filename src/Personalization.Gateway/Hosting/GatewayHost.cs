using Microsoft.AspNetCore.Server.Kestrel.Core;
using Personalization.Actors;
using Personalization.Actors.Catalog;
using Personalization.Actors.Events;
using Personalization.Contracts;
using Personalization.Engine.Events;
using Personalization.Engine.Ranking;
using Personalization.Gateway.Console;
using Personalization.Gateway.Demo;
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

namespace Personalization.Gateway.Hosting;

/// <summary>A running gateway with its engine. Disposing of it lets requests end, then writes and closes the engine.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    private const int WarmingDecisions = 100;

    private readonly WebApplication _app;
    private readonly ILoggerFactory _loggers;

    private GatewayHost(WebApplication app, IEngine engine, ILoggerFactory loggers)
    {
        (_app, Engine, _loggers) = (app, engine, loggers);
    }

    /// <summary>The engine behind the gateway.</summary>
    public IEngine Engine { get; }

    /// <summary>Where it listens, with the ports that were chosen.</summary>
    public ICollection<string> Urls => _app.Urls;

    /// <summary>Everything that is mapped.</summary>
    public IEnumerable<RouteEndpoint> Endpoints => ((IEndpointRouteBuilder)_app).DataSources.SelectMany(static source => source.Endpoints).OfType<RouteEndpoint>();

    /// <summary>Recovers the engine, fills the demo shop if wanted, then listens.</summary>
    /// <param name="settings">Checked settings.</param>
    /// <param name="sources">Where logging is configured.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="IOException">The data folder or the address is in use, or cannot be opened.</exception>
    public static async Task<GatewayHost> Start(Settings settings, IConfiguration sources, TimeProvider time)
    {
        DemoShop.Adapt(settings, sources);
        // The engine makes loggers as long as it runs.
        var loggers = LoggerFactory.Create(logging => logging.AddConfiguration(sources.GetSection("Logging")).AddSimpleConsole());
        try
        {
            return await Start(settings, sources, time, await EngineHost.Open(settings, time, loggers), loggers);
        }
        catch
        {
            loggers.Dispose();
            throw;
        }
    }

    private static async Task<GatewayHost> Start(Settings settings, IConfiguration sources, TimeProvider time, IEngine engine, ILoggerFactory loggers)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddConfiguration(sources);
        // While this logger is on, the server makes an activity and a scope for each request; the settings may turn it on.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        builder.Logging.AddConfiguration(sources.GetSection("Logging"));
        builder.WebHost.UseUrls(settings.Gateway.Urls.Split(';'));
        builder.WebHost.ConfigureKestrel(kestrel => Limit(kestrel, settings.Gateway));
        builder.Services.Configure<HostOptions>(static host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        try
        {
            AddServices(builder.Services, settings, engine, time);
            if (settings.Demo.Mode == DemoMode.On)
            {
                await AddDemo(builder.Services, settings.Demo, engine, time, loggers);
            }
            Warm(engine, time);
            var app = builder.Build();
            Map(app);
            await app.StartAsync();
            return new GatewayHost(app, engine, loggers);
        }
        catch
        {
            await engine.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until the process is asked to stop.</summary>
    public Task WaitForShutdown() => _app.WaitForShutdownAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Engine.DisposeAsync();
        _loggers.Dispose();
    }

    // The first decisions of a process are compiled while they run; nobody should wait for that.
    private static void Warm(IEngine engine, TimeProvider time)
    {
        var now = EventTime.Seconds(time.GetUtcNow());
        for (var i = 0; i < WarmingDecisions; i++)
        {
            engine.Node.Path.Decide(new DecisionQuery { Now = now, Count = 20 });
        }
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

    private static void AddServices(IServiceCollection services, Settings settings, IEngine engine, TimeProvider time)
    {
        services.AddSingleton(time);
        services.AddSingleton(settings.Gateway);
        services.AddSingleton(engine);
        services.AddSingleton(engine.Node);
        services.AddSingleton<IActorDirectory>(engine);
        services.AddSingleton<IEventStream>(engine);
        services.AddSingleton<ICatalogLog>(engine);
        services.AddSingleton(new EventRules(settings.Gateway.MaxClockAhead));
        services.AddSingleton<GatewayMetrics>();
        services.AddSingleton<EventIntake>();
        services.AddSingleton<OutcomeLog>();
        services.AddSingleton(static provider => new DecisionDesk(
            provider.GetRequiredService<IActorDirectory>(), provider.GetRequiredService<ActorNode>().Decider,
            provider.GetRequiredService<GatewayMetrics>(), provider.GetRequiredService<GatewayOptions>()));
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

    private static async Task AddDemo(
        IServiceCollection services, DemoSimulationOptions options, IEngine engine, TimeProvider time, ILoggerFactory loggers)
    {
        var shop = new DemoShop(engine, time, loggers.CreateLogger<DemoShop>());
        await shop.Fill(CancellationToken.None);
        services.AddHostedService(provider => shop.Simulate(
            options, provider.GetRequiredService<DecisionDesk>(), provider.GetRequiredService<ILogger<DemoSimulation>>()));
        services.AddHostedService(provider => shop.Offer(
            options, provider.GetRequiredService<DecisionDesk>(), provider.GetRequiredService<OutcomeLog>(), provider.GetRequiredService<ILogger<DemoOffers>>()));
    }

    private static void Map(WebApplication app)
    {
        app.UseProblems();
        app.UseCompressedBodies();
        app.MapOpenApi("/openapi/v1.json");
        app.MapHealth();
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
