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

    /// <summary>
    /// The database of the cluster that the settings are about: the one they name, or the one in the folder. <see langword="null"/> when there is none, or an embedded engine is
    /// meant.
    /// </summary>
    public static StoreOptions? FindClusterStorage(Settings settings)
    {
        var (engine, storage) = (settings.Engine, settings.Cluster.Storage);
        if (engine.Host == EngineKind.Embedded || (engine.Host == EngineKind.Auto && IsEmbeddedIn(engine.DataFolder)))
        {
            return null;
        }
        var isInFolder = Settle(storage, engine.DataFolder);
        return !isInFolder || File.Exists(Path.Combine(engine.DataFolder, ClusterFile)) ? storage : null;
    }

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
        if (Settle(cluster.Storage, engine.DataFolder))
        {
            Directory.CreateDirectory(engine.DataFolder);
        }
        return await ClusterEngine.Open(cluster, engine.Node, kind == EngineKind.OrleansClient, time, loggers);
    }

    // An SQLite file without a name lies in the engine's folder.
    private static bool Settle(StoreOptions storage, string folder)
    {
        if (storage is not { Provider: DatabaseProvider.Sqlite, ConnectionString: "" })
        {
            return false;
        }
        storage.ConnectionString = $"Data Source={Path.Combine(Path.GetFullPath(folder), ClusterFile)}";
        return true;
    }
}
