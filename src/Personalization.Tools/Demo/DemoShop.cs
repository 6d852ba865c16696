using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Personalization.Log;
using Personalization.Contracts.Bandits;
using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;
using Personalization.Contracts.Experiments;
using Personalization.Contracts.Ranking;

namespace Personalization.Tools.Demo;

/// <summary>Fills an empty engine with the demo shop: its products and the last days of its shoppers' history.</summary>
internal sealed partial class DemoShop(IEngine engine, TimeProvider time, ILogger<DemoShop> logger) : IHostedService
{
    /// <summary>The seed of everything in the demo.</summary>
    public const ulong Seed = 42;

    /// <summary>Where the shoppers see recommendations.</summary>
    public const string Placement = "demo";

    private const int HistoryDays = 7;
    private const int Batch = 2000;
    private static readonly TimeSpan s_rewardWindow = TimeSpan.FromSeconds(20);

    /// <summary>Creates the simulation that lets the shop live from now on; its shoppers look at real recommendations.</summary>
    public DemoSimulation Simulate(
        DemoSimulationOptions options, Func<RecommendationRequest, ValueTask<RecommendationResult>> recommend, ILogger<DemoSimulation> log)
    {
        var traffic = new DemoTraffic(Seed, DemoCatalog.Create(Seed, time.GetUtcNow()), DemoShoppers.Create(Seed));
        return new DemoSimulation(traffic, engine, options, time, log, Seed, async user =>
        {
            var request = new RecommendationRequest { UserId = user, Count = 12, Placement = Placement };
            var list = await recommend(request);
            return [.. list.Items.Select(static item => item.ItemId)];
        });
    }

    /// <summary>Creates the placements of the shop that live from now on: single choices, and what the shoppers do with them.</summary>
    public DemoOffers Offer(
        DemoSimulationOptions options,
        Func<PersonalizeRequest, ValueTask<PersonalizeResult>> choose,
        Func<IReadOnlyList<DecisionOutcome>, Task<PublishResult>> report,
        ILogger<DemoOffers> log) => new(
            DemoPlacement.All(DemoCatalog.Create(Seed, time.GetUtcNow())), DemoShoppers.Create(Seed), options, time, log,
            choose, report, Seed);

    /// <summary>With the demo shop on, bandits learn within seconds, so that one can watch; what the owner has set stays.</summary>
    public static void Adapt(DemoSimulationOptions demo, NodeOptions node, IConfiguration sources)
    {
        if (demo.Mode == DemoMode.On && sources["Node:Bandits:RewardWindow"] is null)
        {
            node.Bandits.RewardWindow = s_rewardWindow;
        }
    }

    /// <summary>Fills the shop before the gateway listens.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => Fill(cancellationToken);

    /// <summary>Nothing is left to do.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Puts products and history into the engine, unless they are there. The last product comes after the history, so that its presence
    /// says that the shop is whole; a filling that was cut short is done again.
    /// </summary>
    public async Task Fill(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var items = DemoCatalog.Create(Seed, now);
        if (engine.Node.ReadModels.Catalog.Find(items[^1].ItemId) is not null)
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
        await StartExperiment();
        LogFilled(items.Count, traffic.Shoppers.Count, count, HistoryDays);
    }

    // It has a layer of its own, so that those that are designed while trying the console find theirs free, and concerns the demo's
    // shoppers alone.
    private async Task StartExperiment()
    {
        var definition = DemoExperiment.Definition;
        ExperimentCommand[] commands =
        [
            new() { ExperimentId = definition.ExperimentId, Action = ExperimentAction.Define, Definition = definition, By = "demo" },
            new() { ExperimentId = definition.ExperimentId, Action = ExperimentAction.Start, Reason = "The demo shop opens.", By = "demo" },
        ];
        foreach (var command in commands)
        {
            if (await engine.Apply(command) is { Revision: null } refused)
            {
                LogNoExperiment(command.Action, refused.Field, refused.Fault);
                return;
            }
        }
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

    [LoggerMessage(3011, LogLevel.Warning, "The demo experiment was refused ({Action}): {Field} {Fault}")]
    private partial void LogNoExperiment(ExperimentAction action, string? field, string? fault);
}
