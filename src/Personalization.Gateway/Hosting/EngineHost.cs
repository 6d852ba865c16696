using Personalization.Actors;
using Personalization.Actors.Settings;
using Personalization.AdoNet;
using Personalization.Embedded;
using Personalization.Grains.Hosting;

namespace Personalization.Gateway.Hosting;

/// <summary>Opens the engine that the settings ask for.</summary>
internal static class EngineHost
{
    private const string EmbeddedFile = "engine.db";
    private const string ClusterFile = "cluster.db";

    /// <summary>Whether an engine's files are in the folder.</summary>
    public static bool IsIn(string folder) => IsEmbeddedIn(folder) || File.Exists(Path.Combine(folder, ClusterFile));

    /// <summary>Whether the embedded engine's files are in the folder.</summary>
    public static bool IsEmbeddedIn(string folder) => File.Exists(Path.Combine(folder, EmbeddedFile));

    /// <summary>Opens it.</summary>
    /// <exception cref="SettingsException">The settings ask for Orleans and the program was built without it.</exception>
    /// <exception cref="IOException">Its folder or its stores cannot be used.</exception>
    public static async Task<IEngine> Open(Settings settings, TimeProvider time, ILoggerFactory loggers)
    {
        var engine = settings.Engine;
        var kind = engine.Host;
        if (kind == EngineKind.Auto)
        {
            kind = ClusterEngine.IsBuiltIn && !IsEmbeddedIn(engine.DataFolder) ? EngineKind.Orleans : EngineKind.Embedded;
        }
        if (kind == EngineKind.Embedded)
        {
            return await EmbeddedEngine.Open(engine, time, loggers);
        }
        if (!ClusterEngine.IsBuiltIn)
        {
            throw new SettingsException([$"Engine:Host: is '{engine.Host}'; {ClusterEngine.Missing}"]);
        }
        var cluster = settings.Cluster;
        if (cluster.Storage is { Provider: DatabaseProvider.Sqlite, ConnectionString: "" } storage)
        {
            Directory.CreateDirectory(engine.DataFolder);
            storage.ConnectionString = $"Data Source={Path.Combine(Path.GetFullPath(engine.DataFolder), ClusterFile)}";
        }
        return await ClusterEngine.Open(cluster, engine.Node, kind == EngineKind.OrleansClient, time, loggers);
    }
}
