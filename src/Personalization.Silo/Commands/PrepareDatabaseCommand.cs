using System.CommandLine;
using Personalization.Storage;
using Personalization.Silo.Hosting;

namespace Personalization.Silo.Commands;

/// <summary>Creates the tables of the engine and of Orleans where they are missing.</summary>
internal static class PrepareDatabaseCommand
{
    public static Command Create()
    {
        var command = new Command(
            "prepare-database", "Creates the tables that the cluster needs in the database of Cluster:Storage. May be run again.");
        command.SetAction(SettingsArguments.Guarded(static async (parsed, cancel) =>
        {
            var settings = SiloSettings.Read(SettingsArguments.Sources(parsed));
            foreach (var line in await DatabasePreparation.Run(settings.Cluster.Storage, cancel))
            {
                await parsed.InvocationConfiguration.Output.WriteLineAsync(line);
            }
            return 0;
        }));
        return command;
    }
}
