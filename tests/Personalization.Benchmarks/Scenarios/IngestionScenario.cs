using System.Text.Json;
using Personalization.Benchmarks.Load;
using Personalization.Benchmarks.Reports;
using Personalization.Contracts;

namespace Personalization.Benchmarks.Scenarios;

/// <summary>Durable ingestion over HTTP: batches of lines, and single events.</summary>
internal sealed class IngestionScenario : IScenario
{
    private const double Budget = 120_000;
    private const double ShareOfPing = 0.4;

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
        var isFast = full.Result.UnitsPerSecond >= Budget
            && (context.Baseline(DecisionScenario.PingBaseline) is not { } ping || full.Result.UnitsPerSecond >= ShareOfPing * ping);
        var singles = Enumerable.Range(0, 4096)
            .Select(i =>
                LoadRequest.Post("/api/v1/events", JsonSerializer.SerializeToUtf8Bytes(shop.EventOf(i), ContractsJson.Default.Event)))
            .ToArray();
        var (one, half) = await context.LoadAsync(shop.Port, singles, cancel);
        var oneShare = one.Result.RequestsPerSecond / context.Baseline(BareScenario.PostBaseline);
        return
        [
            PerformanceRow.Of(
                "durable ingestion over HTTP (NDJSON, 1,000 events a body)", full, "≥ 0.4 × ping, ≥ 120,000 events/s", isFast, bare),
            PerformanceRow.Of(
                "POST /api/v1/events (one event, durable)", one, "≥ 0.3 of bare", oneShare is null ? null : oneShare >= 0.3,
                oneShare is null ? "" : FormattableString.Invariant($"{oneShare:F2} of the bare endpoint")),
            PerformanceRow.Of("… at half that rate", half),
        ];
    }
}
