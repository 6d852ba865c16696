using Personalization.Actors;
using System.Diagnostics;
using Personalization.Contracts.Catalog;
using Personalization.Contracts.Ranking;
using Personalization.Gateway.Ranking;

namespace Personalization.Gateway.Demo;

/// <summary>Fills an empty engine with the demo shop: its products and the last days of its shoppers' history.</summary>
internal sealed partial class DemoShop(IEngine engine, TimeProvider time, ILogger<DemoShop> logger)
{
    /// <summary>The seed of everything in the demo.</summary>
    public const ulong Seed = 42;

    private const int HistoryDays = 7;
    private const int Batch = 2000;

    /// <summary>Creates the simulation that lets the shop live from now on; its shoppers look at real recommendations.</summary>
    public DemoSimulation Simulate(DemoSimulationOptions options, DecisionDesk desk, ILogger<DemoSimulation> log)
    {
        var traffic = new DemoTraffic(Seed, DemoCatalog.Create(Seed, time.GetUtcNow()), DemoShoppers.Create(Seed));
        return new DemoSimulation(traffic, engine, options, time, log, Seed, async user =>
        {
            var request = new RecommendationRequest { UserId = user, Count = 12, Placement = "demo" };
            var list = await desk.Recommend(request, Stopwatch.GetTimestamp());
            return [.. list.Items.Select(static item => item.ItemId)];
        });
    }

    /// <summary>
    /// Puts products and history into the engine, unless they are there. The last product comes after the history, so that its presence says that the shop is
    /// whole; a filling that was cut short is done again.
    /// </summary>
    public async Task Fill(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var items = DemoCatalog.Create(Seed, now);
        if (engine.Node.Replica.Catalog.Find(items[^1].ItemId) is not null)
        {
            return;
        }
        await Put(items.SkipLast(1), now, cancellationToken);
        var traffic = new DemoTraffic(Seed, items, DemoShoppers.Create(Seed));
        var count = 0;
        foreach (var chunk in traffic.History(now.AddDays(-HistoryDays), now).Chunk(Batch))
        {
            await engine.Publish(chunk, cancellationToken);
            count += chunk.Length;
        }
        await Put([items[^1]], now, cancellationToken);
        await engine.Settle();
        LogFilled(items.Count, traffic.Shoppers.Count, count, HistoryDays);
    }

    private async Task Put(IEnumerable<Item> items, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var chunk in items.Chunk(Batch))
        {
            await engine.Append([.. chunk.Select(item => new ItemChange(item.ItemId, item, now))], cancellationToken);
        }
    }

    [LoggerMessage(3010, LogLevel.Information, "Demo shop: {Items} products, {Shoppers} shoppers, {Events} events of the last {Days} days")]
    private partial void LogFilled(int items, int shoppers, int events, int days);
}
