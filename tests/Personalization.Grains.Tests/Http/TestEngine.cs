using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Storage;
using Personalization.Gateway.Hosting;
using Personalization.Grains.Hosting;
using Personalization.Grains.Tests.Cluster;
using Personalization.Tests.Shared;

// Named as where the tests over HTTP, which are linked here, look for it.
namespace Personalization.Gateway.Tests.Http;

/// <summary>
/// The engine behind the gateway of the tests over HTTP: three silos over PostgreSQL, one in the gateway's process as its own, and two that
/// join it. A database stands for each folder.
/// </summary>
internal static class TestEngine
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> s_databases = new(StringComparer.Ordinal);
    private static readonly Lazy<Task<string>> s_empty = new(Prepare);

    /// <summary>Why there is none here; <see langword="null"/> when there is.</summary>
    public static string? Missing => PostgreSqlServer.Absence;

    /// <summary>Settings of a process whose states are written behind, and leave memory, as often as can be.</summary>
    public static IReadOnlyDictionary<string, string> Restless { get; } = new Dictionary<string, string>
    {
        ["CLUSTER__LOG__CHECKPOINTINTERVAL"] = "00:00:00.1",
        ["CLUSTER__IDLEAFTER"] = "00:00:01",
    };

    /// <summary>
    /// The settings of the engine whose data is in the database of a folder, by path. Skips the test where there is no server.
    /// </summary>
    public static async Task<Dictionary<string, string?>> Settings(string folder)
    {
        Assert.SkipUnless(Missing is null, Missing ?? "");
        return new Dictionary<string, string?>
        {
            ["Cluster:Storage:Provider"] = nameof(DatabaseProvider.PostgreSql),
            ["Cluster:Storage:ConnectionString"] = await Database(folder),
            // The list of members ends with the first silo, so that a killed one leaves nobody behind whom others ask first.
            ["Cluster:Clustering"] = nameof(Clustering.Localhost),
            ["Cluster:Log:Partitions"] = "4",
            // Three silos share the processors with the tests; none is held to be dead because of that.
            ["Cluster:MissedProbes"] = "20",
        };
    }

    /// <summary>Makes the data of one folder that of another, whose engine has not started yet.</summary>
    public static async Task Copy(DirectoryInfo from, string to)
    {
        var database = await (await PostgreSqlServer.Shared).CopyDatabase(await Database(from.FullName));
        Assert.True(s_databases.TryAdd(to, new(Task.FromResult(database))));
    }

    /// <summary>Starts the other silos, and has each take its part of the log.</summary>
    public static async Task<EngineHost[]> Join(Settings settings)
    {
        var others = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => EngineHost.Start(
            new ClusterOptions
            {
                ClusterId = settings.Cluster.ClusterId,
                SiloPort = 0,
                GatewayPort = 0,
                PrimarySiloPort = settings.Cluster.SiloPort,
                MissedProbes = settings.Cluster.MissedProbes,
                Storage = settings.Cluster.Storage,
                Log = settings.Cluster.Log,
                IdleAfter = settings.Cluster.IdleAfter,
                MaxResidents = settings.Cluster.MaxResidents,
                SessionEnds = settings.Cluster.SessionEnds,
            },
            settings.Node,
            TimeProvider.System,
            NullLoggerFactory.Instance)));
        await ClusterNode.Spread(others[0], silos: 3);
        return others;
    }

    private static Task<string> Database(string folder) =>
        s_databases.GetOrAdd(
            folder, static _ => new(async () => await (await PostgreSqlServer.Shared).CopyDatabase(await s_empty.Value))).Value;

    // With its tables, for all others to begin with.
    private static async Task<string> Prepare()
    {
        var database = await (await PostgreSqlServer.Shared).CreateDatabase();
        await DatabasePreparation.Run(new StoreOptions { Provider = DatabaseProvider.PostgreSql, ConnectionString = database });
        return database;
    }
}
