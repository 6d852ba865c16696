using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;
using Microsoft.Extensions.DependencyInjection;
using Personalization.Log.Partitions;
using Personalization.Tools.Demo;
using Personalization.Gateway.Hosting;

namespace Personalization.Benchmarks.Scenarios;

/// <summary>The demo shop, grown to 50,000 products, behind a gateway of this process: what most scenarios measure.</summary>
internal sealed class BenchmarkShop : IAsyncDisposable
{
    public const int ItemCount = 50_000;
    private const int ShopperCount = 5_000;
    private const int HistoryDays = 14;
    private const ulong Seed = 7;

    private readonly DirectoryInfo folder;

    private BenchmarkShop(GatewayHost host, DirectoryInfo folder)
    {
        Host = host;
        this.folder = folder;
    }

    /// <summary>The gateway.</summary>
    public GatewayHost Host { get; }

    /// <summary>The port it listens on.</summary>
    public int Port => new Uri(Host.Urls.First()).Port;

    /// <summary>The shoppers who have a history.</summary>
    public required IReadOnlyList<string> Users { get; init; }

    /// <summary>The products.</summary>
    public required IReadOnlyList<string> Items { get; init; }

    /// <summary>Opens the shop in an empty folder and replays two weeks of its shoppers' history.</summary>
    public static async Task<BenchmarkShop> OpenAsync(TextWriter progress)
    {
        var folder = Directory.CreateTempSubdirectory("personalization-benchmark-");
        var sources = Settings.Sources(null, new Dictionary<string, string?>
        {
            ["Gateway:Urls"] = "http://127.0.0.1:0",
            ["Cluster:Storage:Folder"] = folder.FullName,
            ["Demo:Mode"] = "Off",
            ["Logging:LogLevel:Default"] = "Warning",
        });
        var host = await GatewayHost.Start(Settings.Read(sources), sources, TimeProvider.System);
        var now = TimeProvider.System.GetUtcNow();
        var items = DemoCatalog.Create(Seed, now, ItemCount);
        var shoppers = DemoShoppers.Create(Seed, ShopperCount);
        foreach (var chunk in items.Chunk(2000))
            await host.Engine.Append([.. chunk.Select(item => new ItemChange(item.ItemId, item, now))]);
        var events = 0;
        foreach (var chunk in new DemoTraffic(Seed, items, shoppers).History(now.AddDays(-HistoryDays), now).Chunk(2000))
        {
            await host.Engine.Publish(chunk);
            events += chunk.Length;
        }
        await host.Engine.Settle();
        foreach (var partition in host.Services.GetRequiredService<IReadOnlyDictionary<int, LogPartition>>().Values)
        {
            await partition.Checkpoint();
        }
        await progress.WriteLineAsync($"the shop has {items.Count} products, {shoppers.Count} shoppers and {events} events");
        return new BenchmarkShop(host, folder) { Users = [.. shoppers.Select(s => s.UserId)], Items = [.. items.Select(i => i.ItemId)] };
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        folder.Delete(recursive: true);
    }

    /// <summary>An event of the numbered kind, without id and time, so that it can be sent again and again.</summary>
    public Event EventOf(int number)
    {
        var random = new Random(number);
        var bought = random.Next(20) == 0;
        var user = Users[random.Next(Users.Count)];
        return new Event
        {
            EventType = bought ? EventTypes.Purchase : EventTypes.PageView,
            UserId = user,
            SessionId = "s-" + user,
            ItemId = Items[(int)(Items.Count * Math.Pow(random.NextDouble(), 3))],
            Channel = Channels.Web,
            Value = bought ? random.Next(500, 20_000) / 100.0 : null,
        };
    }
}
