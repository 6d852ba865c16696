using System.CommandLine;
using Personalization.Log.Health;
using Personalization.Gateway.Hosting;
using Personalization.Tools.Commands;

namespace Personalization.Gateway.Commands;

/// <summary>Asks the gateway that runs on this machine with the same settings whether it is ready.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    public static Command Create()
    {
        var command = new Command("health", "Ask the gateway on this machine whether it is ready. Exit status 0: it is, 1: it is not.");
        command.SetAction(EngineOptions.Guarded(static async (parsed, cancel) =>
        {
            var settings = Settings.Read(EngineOptions.Sources(parsed));
            var (isReady, text) = await HealthProbe.Ask(settings.Gateway.Urls, "Gateway:Urls", s_patience, cancel);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(text);
            return isReady ? 0 : 1;
        }));
        return command;
    }
}
