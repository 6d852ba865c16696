using Personalization.Log.Settings;
using Personalization.Tools.Demo;
using Personalization.Tools.Hosting;

namespace Personalization.Gateway.Hosting;

/// <summary>Everything that can be set, with its defaults: of the engine, of its HTTP door and of the demo shop.</summary>
internal sealed class Settings : EngineSettings
{
    /// <summary>What the HTTP door allows.</summary>
    public GatewayOptions Gateway { get; set; } = new();

    /// <summary>The demo shop.</summary>
    public DemoSimulationOptions Demo { get; set; } = new();

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="SettingsException">With all faults at once.</exception>
    public static Settings Read(IConfiguration sources) => Read<Settings>(sources);
}
