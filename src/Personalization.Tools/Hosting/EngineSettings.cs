using Microsoft.Extensions.Configuration;
using Personalization.Log;
using Personalization.Log.Settings;
using Personalization.Grains.Hosting;

namespace Personalization.Tools.Hosting;

/// <summary>
/// What can be set of an engine, with its defaults. It comes, each source overriding those before it, from <c>appsettings.json</c> beside
/// the program, the file of <c>--config</c>, environment variables such as <c>PERSONALIZATION_CLUSTER__IDLEAFTER</c>, and the command line.
/// </summary>
internal class EngineSettings
{
    // Of the program that serves, which reads the same sources.
    private static readonly string[] s_othersSections = ["Gateway", "Demo"];

    /// <summary>What the engine keeps, learns and decides.</summary>
    public NodeOptions Node { get; set; } = new();

    /// <summary>The engine as a silo or a client, its stores and its log. Ports of 0 are chosen.</summary>
    public ClusterOptions Cluster { get; set; } = new() { SiloPort = 0, GatewayPort = 0 };

    /// <summary>Puts the sources together.</summary>
    /// <param name="file">The file of <c>--config</c>.</param>
    /// <param name="overrides">What the command line sets, by path such as <c>Cluster:Storage:Folder</c>.</param>
    /// <exception cref="SettingsException">The file is missing or no JSON.</exception>
    public static IConfigurationRoot Sources(string? file, IEnumerable<KeyValuePair<string, string?>> overrides)
    {
        var sources = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true);
        if (file is not null)
        {
            sources.AddJsonFile(Path.GetFullPath(file), optional: false);
        }
        try
        {
            return sources.AddEnvironmentVariables("PERSONALIZATION_").AddInMemoryCollection(overrides).Build();
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new SettingsException([$"{file}: {fault.InnerException?.Message ?? fault.Message}"]);
        }
    }

    /// <summary>Reads and checks the settings. Sections of the program that serves are left to it, unless it asks itself.</summary>
    /// <typeparam name="T">What is set; a program that serves adds its sections.</typeparam>
    /// <exception cref="SettingsException">With all faults at once.</exception>
    public static T Read<T>(IConfiguration sources)
        where T : EngineSettings, new()
    {
        var settings = new T();
        var faults = new SettingsReader(sources, s_othersSections).Read(settings);
        return faults.Count == 0 ? settings : throw new SettingsException(faults);
    }
}
