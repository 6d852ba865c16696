using System.CommandLine;
using Personalization.Log.Health;
using Personalization.Silo.Hosting;

namespace Personalization.Silo.Commands;

/// <summary>Asks the silo that runs on this machine with the same settings whether it is ready.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    public static Command Create()
    {
        var command = new Command("health", "Asks the silo on this machine whether it is ready. Exit status 0: it is, 1: it is not.");
        command.SetAction(SettingsArguments.Guarded(static async (parsed, cancel) =>
        {
            var settings = SiloSettings.Read(SettingsArguments.Sources(parsed));
            var (isReady, text) = await HealthProbe.Ask(settings.Silo.Urls, "Silo:Urls", s_patience, cancel);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(text);
            return isReady ? 0 : 1;
        }));
        return command;
    }
}
