using System.CommandLine;
using Personalization.Silo.Hosting;

namespace Personalization.Silo.Commands;

/// <summary>Starts the silo.</summary>
internal static class ServeCommand
{
    public static RootCommand Create(string description)
    {
        var command = new RootCommand(description) { SettingsArguments.Folder, SettingsArguments.File, SettingsArguments.Set };
        command.SetAction(SettingsArguments.Guarded(static async (parsed, cancel) =>
        {
            var sources = SettingsArguments.Sources(parsed);
            await SiloHost.Run(SiloSettings.Read(sources), sources, parsed.InvocationConfiguration.Output, cancel);
            return 0;
        }));
        return command;
    }
}
