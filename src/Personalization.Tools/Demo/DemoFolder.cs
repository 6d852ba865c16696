using Personalization.Storage;
using Personalization.Grains.Hosting;

namespace Personalization.Tools.Demo;

/// <summary>Decides whether the demo shop runs, and in which folder.</summary>
internal static class DemoFolder
{
    private const string Own = "data";

    /// <summary>
    /// Settles <see cref="DemoMode.Auto"/>: with a folder that was given, or data of one's own in <c>data</c>, there is no demo; otherwise
    /// the demo runs, in a folder of its own beside it, so that it never mixes with real data.
    /// </summary>
    public static void Settle(DemoSimulationOptions demo, ClusterOptions cluster, bool folderWasGiven)
    {
        if (demo.Mode == DemoMode.Auto)
        {
            demo.Mode = folderWasGiven || cluster.Role == ClusterRole.Client
                || cluster.Storage.Provider != DatabaseProvider.Sqlite || EngineStores.AreIn(Own)
                ? DemoMode.Off
                : DemoMode.On;
        }
        if (demo.Mode == DemoMode.On && !folderWasGiven)
        {
            cluster.Storage.Folder = Path.Combine(Own, "demo");
        }
    }
}
