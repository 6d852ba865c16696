using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Personalization.Log;

namespace Personalization.Grains.Hosting;

/// <summary>
/// The engine in a process without a door: for verbs, tests and internal services. Disposing of it writes and closes everything.
/// </summary>
public sealed class EngineHost : IAsyncDisposable
{
    private readonly EngineProcess _process;

    private EngineHost(IHost host, EngineProcess process)
    {
        (Host, _process) = (host, process);
        Engine = host.Services.GetRequiredService<IEngine>();
    }

    /// <summary>The engine.</summary>
    public IEngine Engine { get; }

    /// <summary>The host with its services.</summary>
    public IHost Host { get; }

    /// <summary>Starts a silo, or a client of silos elsewhere.</summary>
    /// <param name="options">Checked options.</param>
    /// <param name="node">What is kept, learnt and decided.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Makes loggers; they stay the caller's.</param>
    /// <exception cref="IOException">The stores cannot be opened.</exception>
    public static async Task<EngineHost> Start(ClusterOptions options, NodeOptions node, TimeProvider time, ILoggerFactory loggers)
    {
        var process = await EngineProcess.Open(options, node, time, loggers);
        IHost? host = null;
        try
        {
            var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
            builder.Services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
            builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.ShutdownTimeout);
            builder.AddPersonalization(process);
            host = builder.Build();
            await host.StartAsync();
            return new EngineHost(host, process);
        }
        catch
        {
            host?.Dispose();
            await process.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Host.StopAsync();
        if (Host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
        await _process.DisposeAsync();
    }
}
