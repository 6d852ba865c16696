using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Personalization.Log.Settings;
using Personalization.Storage;
using Personalization.Tools.Hosting;

namespace Personalization.Tools.Commands;

/// <summary>The options that all verbs share, and what they lead to.</summary>
internal static class EngineOptions
{
    /// <summary>The folder that holds the engine's files.</summary>
    public static Option<string> Data { get; } = new("--data")
    {
        Description = "The folder that holds the engine's files. Default: data.",
        HelpName = "FOLDER",
        Recursive = true,
    };

    /// <summary>A file of settings.</summary>
    public static Option<string> Config { get; } = new("--config")
    {
        Description = "A JSON file of settings. Environment variables such as PERSONALIZATION_CLUSTER__IDLEAFTER override it.",
        HelpName = "FILE",
        Recursive = true,
    };

    /// <summary>The sources of settings, the command line last.</summary>
    public static IConfigurationRoot Sources(ParseResult parsed, params IEnumerable<KeyValuePair<string, string?>> more) =>
        EngineSettings.Sources(
            parsed.GetValue(Config), parsed.GetValue(Data) is { } data ? more.Append(new("Cluster:Storage:Folder", data)) : more);

    /// <summary>
    /// The settings that a verb works with. A folder must hold an engine already unless <paramref name="create"/> is set.
    /// </summary>
    /// <exception cref="CommandException">There is no engine in the folder.</exception>
    public static EngineSettings Settle(ParseResult parsed, bool create)
    {
        var settings = EngineSettings.Read<EngineSettings>(Sources(parsed));
        var storage = settings.Cluster.Storage;
        return create || storage.Provider != DatabaseProvider.Sqlite || EngineStores.AreIn(storage.Folder)
            ? settings
            : throw new CommandException(
                $"There is no engine in '{Path.GetFullPath(storage.Folder)}'. Name its folder with --data, "
                + "or a database with Cluster:Storage. The demo's is data/demo.");
    }

    /// <summary>Opens the stores that an engine has written, and what they hold of the past.</summary>
    /// <exception cref="CommandException">There is no engine in the folder.</exception>
    public static async Task<EngineStores> OpenStores(ParseResult parsed)
    {
        var stores = EngineStores.Open(Settle(parsed, create: false).Cluster.Storage);
        await stores.Prepare();
        return stores;
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
        catch (Exception fault) when (fault is SettingsException or CommandException or IOException or UnauthorizedAccessException
            or FormatException or NotSupportedException)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(fault.Message);
            return 1;
        }
    };
}
