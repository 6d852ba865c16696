using Personalization.Actors;
using Personalization.Actors.Settings;
using Personalization.Grains.Hosting;
using Personalization.Gateway.Demo;

namespace Personalization.Gateway.Hosting;

/// <summary>
/// Everything that can be set, with its defaults. It comes, each source overriding those before it, from <c>appsettings.json</c> beside the program, the file
/// of <c>--config</c>, environment variables such as <c>PERSONALIZATION_CLUSTER__IDLEAFTER</c>, and the command line.
/// </summary>
internal sealed class Settings
{
    /// <summary>What the HTTP door allows.</summary>
    public GatewayOptions Gateway { get; set; } = new();

    /// <summary>What the engine keeps, learns and decides.</summary>
    public NodeOptions Node { get; set; } = new();

    /// <summary>The engine as a silo or a client, its stores and its log. Ports of 0 are chosen.</summary>
    public ClusterOptions Cluster { get; set; } = new() { SiloPort = 0, GatewayPort = 0 };

    /// <summary>The demo shop.</summary>
    public DemoSimulationOptions Demo { get; set; } = new();

    /// <summary>Puts the sources together.</summary>
    /// <param name="file">The file of <c>--config</c>.</param>
    /// <param name="overrides">What the command line sets, by path such as <c>Gateway:Urls</c>.</param>
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

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="SettingsException">With all faults at once.</exception>
    public static Settings Read(IConfiguration sources)
    {
        var settings = new Settings();
        var faults = new SettingsReader(sources).Read(settings);
        return faults.Count == 0 ? settings : throw new SettingsException(faults);
    }
}
