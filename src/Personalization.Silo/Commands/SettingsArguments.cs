using System.CommandLine;
using Personalization.Log.Settings;
using Personalization.Silo.Hosting;

namespace Personalization.Silo.Commands;

/// <summary>The options that all verbs share, and what they lead to.</summary>
internal static class SettingsArguments
{
    /// <summary>The configuration folder.</summary>
    public static Option<string> Folder { get; } = new("--config-folder")
    {
        Description = "The folder with cluster.json, storage.json, streams.json and scoring.json. Default: silo-config beside the program.",
        HelpName = "FOLDER",
        Recursive = true,
    };

    /// <summary>A further file.</summary>
    public static Option<string> File { get; } = new("--config")
    {
        Description = "A further JSON file, which overrides the folder. Environment variables such as PERSONALIZATION_CLUSTER__CLUSTERID "
            + "override it.",
        HelpName = "FILE",
        Recursive = true,
    };

    /// <summary>Single settings.</summary>
    public static Option<string[]> Set { get; } = new("--set")
    {
        Description = "A single setting, for example Cluster:SiloPort=11112; overrides everything else. May be given several times.",
        HelpName = "PATH=VALUE",
        Recursive = true,
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>The sources of settings, the command line last.</summary>
    /// <exception cref="SettingsException">A source cannot be read.</exception>
    public static IConfigurationRoot Sources(ParseResult parsed)
    {
        var set = parsed.GetValue(Set) ?? [];
        if (Array.Find(set, static s => !s.Contains('=')) is { } odd)
        {
            throw new SettingsException([$"--set {odd}: PATH=VALUE is expected"]);
        }
        return SiloSettings.Sources(
            parsed.GetValue(Folder), parsed.GetValue(File),
            set.Select(static s => new KeyValuePair<string, string?>(s[..s.IndexOf('=')], s[(s.IndexOf('=') + 1)..])));
    }

    /// <summary>Runs a verb's action and turns expected faults into a message and an exit status.</summary>
    /// <returns>What the action returns, or 1 after a fault.</returns>
    public static Func<ParseResult, CancellationToken, Task<int>> Guarded(
        Func<ParseResult, CancellationToken, Task<int>> action) => async (parsed, cancel) =>
    {
        try
        {
            return await action(parsed, cancel);
        }
        catch (Exception fault)
            when (fault is SettingsException or IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(fault.Message);
            return 1;
        }
    };
}
