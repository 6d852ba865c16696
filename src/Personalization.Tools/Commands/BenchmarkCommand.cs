using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Log;
using Personalization.Log.Metrics;
using Personalization.Storage;
using Personalization.Contracts.Catalog;
using Personalization.Contracts.Ranking;
using Personalization.Grains.Hosting;
using Personalization.Tools.Demo;

namespace Personalization.Tools.Commands;

/// <summary>
/// Measures the engine on this machine, inside the process, with the demo shop in a folder of its own. The figures over HTTP and the
/// comparison with budgets come from <c>tests/Personalization.Benchmarks</c>.
/// </summary>
internal static class BenchmarkCommand
{
    private static readonly Option<int> Items = new("--items")
    {
        Description = "Products in the shop.",
        DefaultValueFactory = static _ => 50_000
    };
    private static readonly Option<int> Shoppers = new("--shoppers")
    {
        Description = "People with a week of history.",
        DefaultValueFactory = static _ => 5_000
    };
    private static readonly Option<double> Seconds = new("--seconds")
    {
        Description = "How long each measurement lasts.",
        DefaultValueFactory = static _ => 5.0
    };

    public static Command Create()
    {
        var command = new Command("benchmark", "Measure ingestion, decisions and feature reads inside the process on this machine.")
        {
            Items, Shoppers, Seconds
        };
        command.SetAction(EngineOptions.Guarded(Run));
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancel)
    {
        var output = parsed.InvocationConfiguration.Output;
        var folder = Directory.CreateTempSubdirectory("personalization-benchmark-");
        try
        {
            var options = new ClusterOptions
            {
                Storage = new StoreOptions { Folder = folder.FullName },
                SessionEnds = false,
                SiloPort = 0,
                GatewayPort = 0,
            };
            await using var host = await EngineHost.Start(options, new NodeOptions(), TimeProvider.System, NullLoggerFactory.Instance);
            var engine = host.Engine;
            var now = TimeProvider.System.GetUtcNow();
            var items = DemoCatalog.Create(DemoShop.Seed, now, Math.Max(1000, parsed.GetValue(Items)));
            var shoppers = DemoShoppers.Create(DemoShop.Seed, Math.Max(10, parsed.GetValue(Shoppers)));
            foreach (var chunk in items.Chunk(2000))
            {
                await engine.Append([.. chunk.Select(item => new ItemChange(item.ItemId, item, now))], cancel);
            }
            var history = new DemoTraffic(DemoShop.Seed, items, shoppers).History(now.AddDays(-7), now).Chunk(1000).ToList();
            var events = history.Sum(static chunk => chunk.Length);
            var started = Stopwatch.GetTimestamp();
            await Parallel.ForEachAsync(history, cancel, async (chunk, stop) => await engine.Publish(chunk, stop));
            Say(output, "durable events (1,000 a batch)", events / Stopwatch.GetElapsedTime(started).TotalSeconds, null);
            await engine.Settle();

            var time = TimeSpan.FromSeconds(parsed.GetValue(Seconds));
            await Measure(output, "recommendations (20 items)", time, async number =>
            {
                var user = shoppers[(int)(number * 7919 % shoppers.Count)].UserId;
                await engine.User(user).Recommend(new RecommendationRequest { UserId = user });
            });
            await Measure(output, "personalize (20 given items)", time, async number =>
            {
                var given = Enumerable.Range((int)(number * 31 % (items.Count - 20)), 20).Select(i => items[i].ItemId).ToArray();
                await engine.User(shoppers[(int)(number * 7919 % shoppers.Count)].UserId)
                    .Personalize(new PersonalizeRequest { AvailableItems = given });
            });
            string[] names = ["page_view.count.1h", "purchase.sum.30d", "session.intent", "affinity.category.electronics", "engagement"];
            await Measure(output, "features (5 of a person)", time, async number =>
                await engine.User(shoppers[(int)(number * 7919 % shoppers.Count)].UserId).Features(names));
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task Measure(TextWriter output, string what, TimeSpan time, Func<long, ValueTask> call)
    {
        var latency = new LatencyBuckets();
        var before = latency.Snapshot();
        foreach (var isWarm in new[] { false, true })
        {
            before = latency.Snapshot();
            var until = Stopwatch.GetTimestamp() + (long)((isWarm ? time : time / 2).TotalSeconds * Stopwatch.Frequency);
            await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(caller => Task.Run(async () =>
            {
                for (long number = caller; Stopwatch.GetTimestamp() < until; number += Environment.ProcessorCount)
                {
                    var started = Stopwatch.GetTimestamp();
                    await call(number);
                    latency.Record(Stopwatch.GetElapsedTime(started));
                }
            })));
        }
        Say(output, what, (latency.Snapshot().Sum() - before.Sum()) / time.TotalSeconds, (before, latency.Snapshot()));
    }

    private static void Say(TextWriter output, string what, double perSecond, (long[] Before, long[] After)? latency)
    {
        var percentiles = latency is { } l
            ? $"p50 {LatencyBuckets.PercentileMs(l.Before, l.After, 0.5):0.####} ms, p99 "
                + $"{LatencyBuckets.PercentileMs(l.Before, l.After, 0.99):0.####} ms"
            : "";
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-32}{perSecond,12:N0}/s   {percentiles}"));
    }
}
