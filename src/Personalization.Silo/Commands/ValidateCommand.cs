using System.CommandLine;
using Personalization.Storage;
using Personalization.Silo.Hosting;

namespace Personalization.Silo.Commands;

/// <summary>Checks the configuration, all faults at once, and whether the stores answer.</summary>
internal static class ValidateCommand
{
    private static readonly Option<bool> Offline = new("--offline") { Description = "Does not ask whether the stores answer." };

    public static Command Create()
    {
        var command =
            new Command("validate", "Checks the configuration and tells all faults at once; exit status 1 when there are any.") { Offline };
        command.SetAction(SettingsArguments.Guarded(static async (parsed, cancel) =>
        {
            var settings = SiloSettings.Read(SettingsArguments.Sources(parsed));
            var output = parsed.InvocationConfiguration.Output;
            if (!parsed.GetValue(Offline))
            {
                await using var stores = EngineStores.Open(settings.Cluster.Storage);
                await stores.Ping(cancel);
                await output.WriteLineAsync($"{stores.Description} answers.");
            }
            await output.WriteLineAsync("The configuration is valid.");
            return 0;
        }));
        return command;
    }
}
