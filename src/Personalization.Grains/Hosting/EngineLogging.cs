using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Personalization.Grains.Hosting;

/// <summary>The log messages of a process of the engine: a line each, and quiet unless the settings ask for more.</summary>
public static class EngineLogging
{
    // Orleans and the web server tell pages at Information; Polly, which Orleans retries placements with, tells of every attempt. At
    // Warning, Orleans wants another garbage collector, and times its own start and stop. While the server's diagnostics are on, it makes
    // an activity and a scope for each request. The settings may turn each on.
    private static readonly Dictionary<string, string?> s_defaults = new()
    {
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft"] = "Warning",
        ["Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = "None",
        ["Logging:LogLevel:Orleans"] = "Warning",
        ["Logging:LogLevel:Orleans.Runtime.Silo"] = "Error",
        ["Logging:LogLevel:Orleans.Runtime.SiloLifecycleSubject"] = "Error",
        ["Logging:LogLevel:Orleans.Runtime.Watchdog"] = "Error",
        ["Logging:LogLevel:Orleans.Runtime.Scheduler"] = "Error",
        ["Logging:LogLevel:Polly"] = "None",
    };

    /// <summary>Makes the factory; the settings' section <c>Logging</c> overrides the defaults.</summary>
    public static ILoggerFactory Create(IConfiguration sources)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(s_defaults).AddConfiguration(sources).Build();
        return LoggerFactory.Create(logging => logging
            .AddConfiguration(configuration.GetSection("Logging"))
            .AddSimpleConsole(static console =>
            {
                console.SingleLine = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "HH:mm:ss ";
                console.ColorBehavior = LoggerColorBehavior.Default;
            }));
    }
}
