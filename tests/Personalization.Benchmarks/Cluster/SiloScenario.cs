using Microsoft.Extensions.DependencyInjection;
using Personalization.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Log;
using Personalization.Benchmarks.Drill;
using Personalization.Benchmarks.Load;
using Personalization.Benchmarks.Reports;
using Personalization.Benchmarks.Scenarios;
using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;
using Personalization.Contracts.Ranking;
using Personalization.Tools.Demo;
using Personalization.Grains.Hosting;
using Personalization.Tests.Shared;

namespace Personalization.Benchmarks.Cluster;

/// <summary>
/// Silos of this process on one database, called from the first one: Orleans' bare ping, then profile updates, decisions and durable
/// events. With several silos most calls cross sockets, and all silos share the machine's processors, so this shows the cost of a call that
/// leaves its silo, not what more machines bring.
/// </summary>
internal sealed class SiloScenario(int silos) : IScenario
{
    private const int Keys = 10_000;
    private const int Persons = 5_000;
    private const int Items = 5_000;
    private const int Callers = 128;
    private const int EventsPerBatch = 500;

    public string Name => $"silos-{silos}";

    public async Task<IReadOnlyList<PerformanceRow>> RunAsync(ScenarioContext context, CancellationToken cancel)
    {
        await using var database = PostgreSqlServer.Absence is null ? await PostgreSqlServer.Start(isDurable: true) : null;
        var folder = Directory.CreateTempSubdirectory("personalization-silos-");
        var engines = new List<EngineHost>();
        try
        {
            if (database is null && silos > 1)
            {
                await context.Progress.WriteLineAsync("several silos need PostgreSQL: " + PostgreSqlServer.Absence);
                return [];
            }
            var storage = database is null
                ? new StoreOptions { Folder = folder.FullName }
                : new StoreOptions
                {
                    Provider = DatabaseProvider.PostgreSql,
                    ConnectionString = await database.CreateDatabase() + ";Max Auto Prepare=30",
                };
            var primary = NodeProcess.FreePort();
            for (var i = 0; i < silos; i++)
                engines.Add(await Open(storage, i == 0 ? primary : NodeProcess.FreePort(), i == 0 ? 0 : primary));
            return await Measure(engines[0].Engine, engines[0].Host.Services.GetRequiredService<IGrainFactory>(), context);
        }
        finally
        {
            foreach (var engine in Enumerable.Reverse(engines))
                await engine.DisposeAsync();
            folder.Delete(recursive: true);
        }
    }

    private async Task<IReadOnlyList<PerformanceRow>> Measure(IEngine engine, IGrainFactory grains, ScenarioContext context)
    {
        var load = new InProcessLoad { WarmUp = context.WarmUp, Duration = context.Duration, Callers = Callers };
        var now = TimeProvider.System.GetUtcNow();
        var items = DemoCatalog.Create(7, now, Items);
        await engine.Append([.. items.Select(item => new ItemChange(item.ItemId, item, now))]);
        string[] persons = [.. Enumerable.Range(0, Persons).Select(static i => $"p{i}")];
        foreach (var chunk in Enumerable.Range(0, Persons * 10).Chunk(5000))
            await engine.Publish([.. chunk.Select(i => EventOf($"h{i}", persons[i % Persons], items[i * 31 % Items].ItemId, now))]);
        await engine.Settle();

        await Tell(context, "ping");
        var ping = await load.RunAsync((caller, call) => grains.GetGrain<IPingGrain>((call * Callers + caller) % Keys).Ping());
        await Tell(context, "profile reads");
        string[] names = ["page_view.count.1h", "purchase.sum.30d", "engagement"];
        var read = await load.RunAsync(
            async (caller, call) => await engine.User(persons[(call * Callers + caller) % Persons]).Features(names));
        await Tell(context, "decisions");
        var decision = await load.RunAsync(async (caller, call) =>
        {
            var person = persons[(call * Callers + caller) % Persons];
            await engine.User(person).Recommend(new RecommendationRequest { UserId = person, Count = 20 });
        });
        await Tell(context, "durable events");
        var batches = new InProcessLoad
        {
            WarmUp = context.WarmUp,
            Duration = context.Duration,
            Callers = 16,
            OperationsPerCall = EventsPerBatch
        };
        var publish = await batches.RunAsync(async (caller, call) => await engine.Publish(
            [.. Enumerable.Range(0, EventsPerBatch).Select(i =>
                EventOf($"{caller}-{call}-{i}", $"q{(call * 7919 + caller * 104_729 + i) % Persons}", items[i % Items].ItemId, now))]));

        var where = silos == 1 ? "on one co-hosted silo" : $"on {silos} silos of one process";
        var share = read.OperationsPerSecond / ping.OperationsPerSecond;
        return
        [
            PerformanceRow.Of($"Orleans' bare ping {where}", ping),
            PerformanceRow.Of(
                $"feature read {where}", read, "≥ 0.25 of ping", share >= 0.25, FormattableString.Invariant($"{share:F2} of the ping")),
            PerformanceRow.Of($"decision (20 of {Items:N0}) {where}", decision),
            PerformanceRow.Of($"durable events {where}", publish, note: $"batches of {EventsPerBatch}; acknowledged when durable and "
                + $"applied; {(PostgreSqlServer.Absence is null ? "PostgreSQL" : "SQLite")}"),
        ];
    }

    private static Event EventOf(string id, string person, string item, DateTimeOffset at) =>
        new() { EventId = id, EventType = EventTypes.PageView, UserId = person, ItemId = item, Timestamp = at };

    private static async Task<EngineHost> Open(StoreOptions storage, int siloPort, int primarySiloPort)
    {
        var options = new ClusterOptions
        {
            SiloPort = siloPort,
            GatewayPort = NodeProcess.FreePort(),
            PrimarySiloPort = primarySiloPort,
            Storage = storage,
            IdleAfter = TimeSpan.FromHours(1),
        };
        if (storage.Provider != DatabaseProvider.Sqlite)
            await DatabasePreparation.Run(storage);
        return await EngineHost.Start(options, new NodeOptions(), TimeProvider.System, NullLoggerFactory.Instance);
    }

    private static Task Tell(ScenarioContext context, string what) => context.Progress.WriteLineAsync($"{what} …");
}
