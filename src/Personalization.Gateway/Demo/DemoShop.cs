using Personalization.Actors.Catalog;
using Personalization.Actors.Events;
using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;

namespace Personalization.Gateway.Demo;

/// <summary>Fills an empty engine with the demo shop: its products and the last days of its shoppers' history.</summary>
internal sealed partial class DemoShop(ICatalogLog catalog, IEventStream stream, TimeProvider time, ILogger<DemoShop> logger)
{
    /// <summary>The seed of everything in the demo.</summary>
    public const ulong Seed = 42;

    private const int HistoryDays = 7;
    private const int Batch = 2000;

    /// <summary>Creates the traffic of the shop as of now.</summary>
    public DemoTraffic Traffic() => new(Seed, DemoCatalog.Create(Seed, time.GetUtcNow()), DemoShoppers.Create(Seed));

    /// <summary>Puts products and history into the engine. Running it again changes nothing: event ids repeat.</summary>
    public async Task Fill(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var items = DemoCatalog.Create(Seed, now);
        foreach (var chunk in items.Chunk(Batch))
        {
            await catalog.Append([.. chunk.Select(item => new ItemChange(item.ItemId, item, now))], cancellationToken);
        }
        var traffic = new DemoTraffic(Seed, items, DemoShoppers.Create(Seed));
        var count = 0;
        foreach (var chunk in traffic.History(now.AddDays(-HistoryDays), now).Chunk(Batch))
        {
            await stream.Publish(chunk, cancellationToken);
            count += chunk.Length;
        }
        LogFilled(items.Count, traffic.Shoppers.Count, count, HistoryDays);
    }

    [LoggerMessage(3010, LogLevel.Information, "Demo shop: {Items} products, {Shoppers} shoppers, {Events} events of the last {Days} days")]
    private partial void LogFilled(int items, int shoppers, int events, int days);
}
