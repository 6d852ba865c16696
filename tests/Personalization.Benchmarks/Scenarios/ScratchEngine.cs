using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;
using Microsoft.Extensions.DependencyInjection;
using Personalization.Log;
using Personalization.Log.Partitions;
using Personalization.Storage;
using Personalization.Grains.Hosting;
using Personalization.Tools.Demo;

namespace Personalization.Benchmarks.Scenarios;

/// <summary>An engine without a gateway in a folder of its own, with 10,000 products and any number of people.</summary>
internal sealed class ScratchEngine : IAsyncDisposable
{
    private const int ItemCount = 10_000;
    private const int Batch = 1000;

    private readonly DirectoryInfo folder;

    private ScratchEngine(EngineHost host, DirectoryInfo folder, IReadOnlyList<Item> items)
    {
        Host = host;
        this.folder = folder;
        Items = items;
    }

    /// <summary>The host of the engine.</summary>
    public EngineHost Host { get; }

    public IEngine Engine => Host.Engine;

    /// <summary>The partitions of the log.</summary>
    public IEnumerable<LogPartition> Partitions => Host.Host.Services.GetRequiredService<IReadOnlyDictionary<int, LogPartition>>().Values;

    public IReadOnlyList<Item> Items { get; }

    public string Folder => folder.FullName;

    public static async Task<ScratchEngine> OpenAsync(Action<ClusterOptions>? configure = null)
    {
        var folder = Directory.CreateTempSubdirectory("personalization-benchmark-");
        var items = DemoCatalog.Create(7, TimeProvider.System.GetUtcNow(), ItemCount);
        var host = await ReopenAsync(folder.FullName, configure);
        foreach (var chunk in items.Chunk(2000))
            await host.Engine.Append([.. chunk.Select(item => new ItemChange(item.ItemId, item, TimeProvider.System.GetUtcNow()))]);
        return new ScratchEngine(host, folder, items);
    }

    /// <summary>Opens an engine in a folder, as the scratch engine does.</summary>
    public static Task<EngineHost> ReopenAsync(string folder, Action<ClusterOptions>? configure = null)
    {
        var options = new ClusterOptions
        {
            SiloPort = 0,
            GatewayPort = 0,
            SessionEnds = false,
            MaxResidents = 4_000_000,
            IdleAfter = TimeSpan.FromHours(1),
            Storage = new StoreOptions { Folder = folder },
            Log = new LogOptions { CheckpointInterval = TimeSpan.FromHours(1), MaxPendingEvents = 100_000_000 },
        };
        configure?.Invoke(options);
        return EngineHost.Start(options, new NodeOptions(), TimeProvider.System, NullLoggerFactory.Instance);
    }

    /// <summary>Saves all who have changed.</summary>
    public async Task Checkpoint()
    {
        foreach (var partition in Partitions)
        {
            await partition.Checkpoint();
        }
    }

    /// <summary>Publishes events, several batches at a time.</summary>
    /// <param name="first">The number of the first.</param>
    /// <param name="count">How many.</param>
    /// <param name="eventOf">Makes the event of a number.</param>
    public async Task PublishAsync(long first, long count, Func<long, Event> eventOf)
    {
        var waiting = new Queue<Task>();
        for (var from = first; from < first + count; from += Batch)
        {
            var events = new Event[Math.Min(Batch, first + count - from)];
            for (var i = 0; i < events.Length; i++)
                events[i] = eventOf(from + i);
            waiting.Enqueue(Engine.Publish(events).AsTask());
            if (waiting.Count > 4)
                await waiting.Dequeue();
        }
        await Task.WhenAll(waiting);
    }

    /// <summary>A view of a product, the first ones far more often than the last; a twentieth are purchases.</summary>
    public Event EventOf(string user, long number, DateTimeOffset time)
    {
        var random = new SeededRandom((ulong)number, 1);
        var bought = random.Chance(0.05);
        return new Event
        {
            EventId = "e" + number,
            EventType = bought ? EventTypes.Purchase : EventTypes.PageView,
            UserId = user,
            ItemId = Items[(int)(Items.Count * Math.Pow(random.NextDouble(), 2))].ItemId,
            Channel = Channels.Web,
            Value = bought ? 20 : null,
            Timestamp = time,
        };
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
