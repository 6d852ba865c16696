using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Personalization.Log;
using Personalization.Log.Partitions;
using Personalization.Storage;
using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;
using Personalization.Grains.Hosting;
using Personalization.Tests.Shared;

namespace Personalization.Grains.Tests.Cluster;

/// <summary>Silos of one cluster in this process, over a database of its own, with eight items and a clock that moves when told.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    private const int Silos = 3;
    private const int Partitions = 6;

    private readonly List<EngineHost> _hosts = [];
    private readonly TimeSpan _checkpoints;
    private long _ids;

    private TestCluster(StoreOptions storage, TimeSpan checkpoints)
    {
        Storage = storage;
        _checkpoints = checkpoints;
    }

    /// <summary>The silos.</summary>
    public IReadOnlyList<EngineHost> Hosts => _hosts;

    /// <summary>The engine as each silo sees it.</summary>
    public IReadOnlyList<IEngine> Nodes => [.. _hosts.Select(static host => host.Engine)];

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));

    public StoreOptions Storage { get; }

    public static string[] Items { get; } = [.. Enumerable.Range(0, 8).Select(i => "item" + i)];

    /// <summary>Starts three silos, each with its part of the log. Skips the test where there is no PostgreSQL server.</summary>
    /// <param name="checkpoints">How often states are saved; hardly ever when <see langword="null"/>.</param>
    public static async Task<TestCluster> Start(TimeSpan? checkpoints = null)
    {
        Assert.SkipUnless(PostgreSqlServer.Absence is null, PostgreSqlServer.Absence ?? "");
        var database = await (await PostgreSqlServer.Shared).CreateDatabase();
        var storage = new StoreOptions { Provider = DatabaseProvider.PostgreSql, ConnectionString = database };
        await DatabasePreparation.Run(storage);
        var cluster = new TestCluster(storage, checkpoints ?? TimeSpan.FromMinutes(10));
        for (var i = 0; i < Silos; i++)
        {
            await cluster.Join();
        }
        await ClusterNode.Spread(cluster._hosts[0], Silos);
        await cluster.Nodes[0].Append([.. Items.Select((id, i) => cluster.Change(id, "Item " + i, "c" + (i % 2), 10 * (i + 1)))]);
        return cluster;
    }

    /// <summary>Starts one more silo.</summary>
    public async Task<EngineHost> Join()
    {
        var host = await EngineHost.Start(Options(), new NodeOptions(), Time, NullLoggerFactory.Instance);
        _hosts.Add(host);
        return host;
    }

    /// <summary>Lets a silo leave in good order.</summary>
    public async Task Leave(EngineHost host)
    {
        _hosts.Remove(host);
        await host.DisposeAsync();
    }

    /// <summary>Ends a silo without warning.</summary>
    public async Task Kill(EngineHost host)
    {
        _hosts.Remove(host);
        await ClusterNode.Kill(host);
        await host.DisposeAsync();
    }

    /// <summary>The options of a silo of this cluster, on ports of its own.</summary>
    public ClusterOptions Options() => new()
    {
        Clustering = Clustering.Database,
        AdvertisedAddress = "127.0.0.1",
        SiloPort = 0,
        GatewayPort = 0,
        // Ten seconds without an answer: silos that share the processors with the tests are not held to be dead because of that.
        ProbeInterval = TimeSpan.FromMilliseconds(500),
        MissedProbes = 20,
        Storage = Storage,
        Log = new LogOptions { Partitions = Partitions, CheckpointInterval = _checkpoints },
    };

    public ItemChange Change(string id, string name, string category, double price) =>
        new(id, new Item { ItemId = id, Name = name, Category = category, Price = price }, Time.GetUtcNow());

    /// <summary>An event that happens now, with an id of its own.</summary>
    public Event Now(string type, string? user, string? item = null, double? value = null, string? session = null) => new()
    {
        EventId = "e" + Interlocked.Increment(ref _ids),
        EventType = type,
        UserId = user,
        SessionId = session,
        ItemId = item,
        Value = value,
        Timestamp = Time.GetUtcNow(),
    };

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }
    }
}
