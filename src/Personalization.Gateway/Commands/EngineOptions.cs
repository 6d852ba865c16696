using Personalization.Actors.Settings;
using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Personalization.AdoNet;
using Personalization.Embedded;
using Personalization.Gateway.Evaluation.OffPolicy;
using Personalization.Gateway.Hosting;

namespace Personalization.Gateway.Commands;

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
        Description = "A JSON file of settings. Environment variables such as PERSONALIZATION_ENGINE__IDLEAFTER override it.",
        HelpName = "FILE",
        Recursive = true,
    };

    /// <summary>The sources of settings, the command line last.</summary>
    public static IConfigurationRoot Sources(ParseResult parsed, params IEnumerable<KeyValuePair<string, string?>> more) =>
        Settings.Sources(parsed.GetValue(Config), parsed.GetValue(Data) is { } data ? more.Append(new("Engine:DataFolder", data)) : more);

    /// <summary>Opens the engine that a verb works on, without logging. Its folder must hold an engine already unless <paramref name="create"/> is set.</summary>
    /// <exception cref="CommandException">There is no embedded engine in the folder.</exception>
    public static Task<EmbeddedEngine> Open(ParseResult parsed, bool create)
    {
        var options = Settings.Read(Sources(parsed)).Engine;
        options.SessionEnds = false;
        return create || EngineHost.IsEmbeddedIn(options.DataFolder)
            ? EmbeddedEngine.Open(options, TimeProvider.System, NullLoggerFactory.Instance)
            : throw new CommandException($"There is no embedded engine in '{options.DataFolder}'. Name its folder with --data.");
    }

    /// <summary>Opens what an engine logged: the embedded one's journals where its files are, otherwise the cluster's database that the settings name, or that is in the folder.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    public static async Task<IHistory> OpenHistory(ParseResult parsed)
    {
        var settings = Settings.Read(Sources(parsed));
        if (EngineHost.FindClusterStorage(settings) is { } storage)
        {
            return new ClusterHistory(AdoNetStores.Open(storage));
        }
        return EngineHost.IsEmbeddedIn(settings.Engine.DataFolder)
            ? new EmbeddedHistory(await Open(parsed, create: false))
            : throw new CommandException($"There is no engine in '{settings.Engine.DataFolder}'. Name its folder with --data, or a cluster's database with Cluster:Storage.");
    }

    /// <summary>Runs a verb's action and turns expected faults into a message and an exit status.</summary>
    /// <returns>What the action returns, or 1 after a fault.</returns>
    public static Func<ParseResult, CancellationToken, Task<int>> Guarded(Func<ParseResult, CancellationToken, Task<int>> action) => async (parsed, cancel) =>
    {
        try
        {
            return await action(parsed, cancel);
        }
        catch (Exception fault) when (fault is SettingsException or CommandException or IOException or UnauthorizedAccessException or FormatException or NotSupportedException)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(fault.Message);
            return 1;
        }
    };
}
