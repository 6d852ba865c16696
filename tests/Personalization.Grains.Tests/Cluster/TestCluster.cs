using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Actors;
using Personalization.Actors.Logs;
using Personalization.Actors.Tests;
using Personalization.AdoNet;
using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;
using Personalization.Grains.Hosting;

namespace Personalization.Grains.Tests.Cluster;

/// <summary>Silos of one cluster in this process, with eight items and a clock that moves when told.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("personalization-cluster-");
    private readonly List<IEngine> _nodes = [];
    private readonly StoreOptions _storage;
    private readonly TimeSpan _checkpoints;
    private long _ids;

    private TestCluster(StoreOptions? storage, TimeSpan checkpoints)
    {
        _storage = storage ?? new StoreOptions { ConnectionString = $"Data Source={Path.Combine(_folder.FullName, "cluster.db")}" };
        _checkpoints = checkpoints;
    }

    public IReadOnlyList<IEngine> Nodes => _nodes;

    public ManualTime Time { get; } = new();

    public StoreOptions Storage => _storage;

    /// <summary>With localhost clustering, the silo port of the first silo.</summary>
    public int PrimarySiloPort { get; private set; }

    public static string[] Items { get; } = [.. Enumerable.Range(0, 8).Select(i => "item" + i)];

    /// <summary>Starts two silos.</summary>
    /// <param name="storage">Where logs and states are kept; an SQLite file of its own when <see langword="null"/>.</param>
    /// <param name="checkpoints">How often states are saved; hardly ever when <see langword="null"/>.</param>
    public static async Task<TestCluster> Start(StoreOptions? storage = null, TimeSpan? checkpoints = null)
    {
        var cluster = new TestCluster(storage, checkpoints ?? TimeSpan.FromMinutes(10));
        if (cluster._storage.Provider != DatabaseProvider.Sqlite)
        {
            await DatabasePreparation.Run(cluster._storage);
        }
        var first = await cluster.Join();
        await cluster.Join();
        await first.Append([.. Items.Select((id, i) => cluster.Change(id, "Item " + i, "c" + (i % 2), 10 * (i + 1)))]);
        return cluster;
    }

    /// <summary>Starts one more silo.</summary>
    public async Task<IEngine> Join()
    {
        var options = Options();
        var node = await ClusterEngine.Open(options, new NodeOptions(), asClient: false, Time, NullLoggerFactory.Instance);
        PrimarySiloPort = PrimarySiloPort == 0 ? options.SiloPort : PrimarySiloPort;
        _nodes.Add(node);
        return node;
    }

    /// <summary>Lets a silo leave in good order.</summary>
    public async Task Leave(IEngine node)
    {
        _nodes.Remove(node);
        await node.DisposeAsync();
    }

    /// <summary>Ends a silo without warning.</summary>
    public async Task Kill(IEngine node)
    {
        _nodes.Remove(node);
        await ClusterNode.Kill(node);
        await node.DisposeAsync();
    }

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
        // The first silo holds the table of members where they meet on localhost.
        foreach (var node in Enumerable.Reverse(_nodes))
        {
            await node.DisposeAsync();
        }
        _folder.Delete(recursive: true);
    }

    private ClusterOptions Options()
    {
        var isLocal = _storage.Provider == DatabaseProvider.Sqlite;
        return new ClusterOptions
        {
            Clustering = isLocal ? Clustering.Localhost : Clustering.Database,
            AdvertisedAddress = "127.0.0.1",
            SiloPort = 0,
            GatewayPort = 0,
            PrimarySiloPort = isLocal ? PrimarySiloPort : 0,
            ProbeInterval = TimeSpan.FromMilliseconds(200),
            MissedProbes = 20,
            Storage = _storage,
            Log = new LogOptions { CheckpointInterval = _checkpoints },
        };
    }
}
