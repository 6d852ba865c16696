using System.Text.Json;
using Personalization.Benchmarks.Load;
using Personalization.Benchmarks.Reports;
using Personalization.Contracts;

namespace Personalization.Benchmarks.Scenarios;

/// <summary>Durable ingestion over HTTP: batches of lines, and single events.</summary>
internal sealed class IngestionScenario : IScenario
{
    private const double Budget = 150_000;

    public string Name => "ingestion";

    public async Task<IReadOnlyList<PerformanceRow>> RunAsync(ScenarioContext context, CancellationToken cancel)
    {
        var shop = await context.ShopAsync();
        await context.Progress.WriteLineAsync("POST /api/v1/events …");
        var batches = NdjsonIngest.Requests("/api/v1/events", 64, 1000, shop.EventOf);
        var full = await MeasuredLoad.RunAsync(context.Plan(shop.Port, batches) with { Connections = 8 }, cancel);
        var bare = context.Baseline(BareScenario.NdjsonBaseline) is { } perSecond
            ? FormattableString.Invariant($"{full.Result.UnitsPerSecond / perSecond:F2} of the bare endpoint's {perSecond:N0}/s")
            : "";
        var singles = Enumerable.Range(0, 4096)
            .Select(i => LoadRequest.Post("/api/v1/events", JsonSerializer.SerializeToUtf8Bytes(shop.EventOf(i), ContractsJson.Default.Event))).ToArray();
        var (one, half) = await context.LoadAsync(shop.Port, singles, cancel);
        return
        [
            PerformanceRow.Of(
                "durable ingestion over HTTP (NDJSON, 1,000 events a body)", full, "≥ 150,000 events/s", full.Result.UnitsPerSecond >= Budget, bare),
            PerformanceRow.Of("POST /api/v1/events (one event, durable)", one),
            PerformanceRow.Of("… at half that rate", half),
        ];
    }
}
