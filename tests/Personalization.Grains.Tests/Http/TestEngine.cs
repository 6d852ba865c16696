using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Actors;
using Personalization.Actors.Logs;
using Personalization.Actors.Snapshots;
using Personalization.AdoNet;
using Personalization.Contracts.Events;
using Personalization.Engine.Events;
using Personalization.Gateway.Hosting;
using Personalization.Grains.Hosting;

// Named as where the tests over HTTP, which are linked here, look for it.
namespace Personalization.Gateway.Tests.Http;

/// <summary>The engine behind the gateway of the tests over HTTP: a cluster of two silos, one in the gateway's process as its own, and another that joins it.</summary>
internal static class TestEngine
{
    /// <summary>Why there is none here; <see langword="null"/> when there is.</summary>
    public static string? Missing => ClusterEngine.IsBuiltIn ? null : ClusterEngine.Missing;

    /// <summary>The value of <c>Engine:Host</c>.</summary>
    public static string Host => nameof(EngineKind.Orleans);

    /// <summary>Settings of a process whose states are written behind, and leave memory, as often as can be.</summary>
    public static IReadOnlyDictionary<string, string> Restless { get; } = new Dictionary<string, string>
    {
        ["CLUSTER__LOG__CHECKPOINTINTERVAL"] = "00:00:00.1",
        ["CLUSTER__IDLEAFTER"] = "00:01:00",
    };

    /// <summary>Starts the second silo.</summary>
    public static async Task<IEngine?> Join(Settings settings)
    {
        var options = new ClusterOptions
        {
            ClusterId = settings.Cluster.ClusterId,
            SiloPort = 0,
            GatewayPort = 0,
            PrimarySiloPort = settings.Cluster.SiloPort,
            MissedProbes = settings.Cluster.MissedProbes,
            Storage = settings.Cluster.Storage,
            Log = settings.Cluster.Log,
        };
        return await ClusterEngine.Open(options, settings.Engine.Node, asClient: false, TimeProvider.System, NullLoggerFactory.Instance);
    }

    /// <summary>All events in the log of a running gateway's engine.</summary>
    public static Task<Event[]> Stored(RunningGateway gateway) => Stored(gateway.Folder);

    /// <summary>What the states of persons in a folder add up to, once its engine has ended. Visits are left out: they may cross partitions, whose order among each other is free.</summary>
    public static async Task<string> Digest(string folder)
    {
        await using var stores = Open(folder);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await foreach (var row in stores.Snapshots.Scan(SnapshotKind.User))
        {
            digest.AppendData(Encoding.UTF8.GetBytes(row.Key));
            digest.AppendData(row.State.Span);
        }
        return Convert.ToHexString(digest.GetHashAndReset());
    }

    /// <summary>Checks a folder that kills have left: every event stands in the log once; experiments stand in each part of it.</summary>
    public static async Task AssertIntact(string folder, IReadOnlyDictionary<string, string> settings)
    {
        var ids = (await Stored(folder)).Where(static e => e.EventType != EventTypes.Experiment).Select(e => e.EventId).ToArray();
        Assert.NotEmpty(ids);
        Assert.Equal(ids.Length, ids.Distinct(StringComparer.Ordinal).Count());
    }

    private static async Task<Event[]> Stored(string folder)
    {
        await using var stores = Open(folder);
        var (events, names) = (new List<Event>(), new NameCache());
        foreach (var log in await stores.Logs.Names(LogNames.AllEvents))
        {
            await foreach (var entry in stores.Logs.Read(log, 0))
            {
                events.Add(EventCodec.Read(entry.Data.Span, names));
            }
        }
        return [.. events];
    }

    private static AdoNetStores Open(string folder) => AdoNetStores.Open(new StoreOptions { ConnectionString = $"Data Source={Path.Combine(folder, "cluster.db")}" });
}
