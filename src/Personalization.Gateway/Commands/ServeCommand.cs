using System.CommandLine;
using Personalization.Gateway.Hosting;
using Personalization.Tools.Commands;
using Personalization.Tools.Demo;

namespace Personalization.Gateway.Commands;

/// <summary>Starts the engine, the gateway and the console.</summary>
internal static class ServeCommand
{
    private static readonly Option<string> Urls = new("--urls")
    {
        Description = "Where to listen, with semicolons between. Default: http://localhost:8080.",
        HelpName = "URLS",
    };

    private static readonly Option<DemoMode?> Demo = new("--demo")
    {
        Description = "Whether the demo shop runs: auto (when no --data is given and the folder 'data' holds no engine), on, off.",
        HelpName = "auto|on|off",
    };

    public static RootCommand Create(string description)
    {
        var command = new RootCommand(description) { EngineOptions.Data, EngineOptions.Config, Urls, Demo };
        command.SetAction(EngineOptions.Guarded(Run));
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancel)
    {
        var overrides = new Dictionary<string, string?>();
        if (parsed.GetValue(Urls) is { } urls)
        {
            overrides["Gateway:Urls"] = urls;
        }
        if (parsed.GetValue(Demo) is { } demo)
        {
            overrides["Demo:Mode"] = demo.ToString();
        }
        var sources = EngineOptions.Sources(parsed, overrides);
        var settings = Settings.Read(sources);
        DemoFolder.Settle(settings.Demo, settings.Cluster, sources["Cluster:Storage:Folder"] is not null);
        await using var host = await GatewayHost.Start(settings, sources, TimeProvider.System);
        var console = host.Urls.First()
            .Replace("[::]", "localhost", StringComparison.Ordinal)
            .Replace("0.0.0.0", "localhost", StringComparison.Ordinal);
        await parsed.InvocationConfiguration.Output.WriteLineAsync(
            $"The engine is up on {string.Join(", ", host.Urls)}, {host.Engine.Place}. Console: {console}  API: {console}/openapi/v1.json");
        await host.WaitForShutdown();
        return 0;
    }
}
