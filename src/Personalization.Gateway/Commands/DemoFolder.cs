using Personalization.Grains.Hosting;
using Personalization.AdoNet;
using Personalization.Gateway.Demo;
using Personalization.Gateway.Hosting;

namespace Personalization.Gateway.Commands;

/// <summary>Decides whether the demo shop runs, and in which folder.</summary>
internal static class DemoFolder
{
    private const string Own = "data";

    /// <summary>
    /// Settles <see cref="DemoMode.Auto"/>: with a folder that was given, or data of one's own in <c>data</c>, there is no demo; otherwise the demo runs, in a folder of
    /// its own beside it, so that it never mixes with real data.
    /// </summary>
    public static void Settle(Settings settings, bool folderWasGiven)
    {
        if (settings.Demo.Mode == DemoMode.Auto)
        {
            settings.Demo.Mode = folderWasGiven || settings.Cluster.Role == ClusterRole.Client
                || settings.Cluster.Storage.Provider != DatabaseProvider.Sqlite || EngineStores.AreIn(Own)
                ? DemoMode.Off
                : DemoMode.On;
        }
        if (settings.Demo.Mode == DemoMode.On && !folderWasGiven)
        {
            settings.Cluster.Storage.Folder = Path.Combine(Own, "demo");
        }
    }
}
