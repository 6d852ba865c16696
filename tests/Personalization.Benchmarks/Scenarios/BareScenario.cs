using System.Text;
using Personalization.Benchmarks.Load;
using Personalization.Benchmarks.Reports;

namespace Personalization.Benchmarks.Scenarios;

/// <summary>
/// What the server alone can do on this machine: the same requests and answers as the engine's, with nothing behind them. The engine's
/// figures are judged against these, since they depend on the machine far more than on the code.
/// </summary>
internal sealed class BareScenario : IScenario
{
    /// <summary>The baseline of posts of 20 items answered with 700 bytes.</summary>
    public const string PostBaseline = "bare-post";

    /// <summary>The baseline of gets answered with 4 KB.</summary>
    public const string GetBaseline = "bare-get";

    /// <summary>The baseline, in events per second, of posts of NDJSON batches that are read and dropped.</summary>
    public const string NdjsonBaseline = "bare-ndjson";

    public string Name => "bare";

    public async Task<IReadOnlyList<PerformanceRow>> RunAsync(ScenarioContext context, CancellationToken cancel)
    {
        await using var server = await BareServer.StartAsync();
        var posts = Enumerable.Range(0, 256).Select(Post).ToArray();
        var gets = Enumerable.Range(0, 256).Select(i => LoadRequest.Get($"{BareServer.GetPath}?user_id=user-{i}&count=20")).ToArray();
        var batches = NdjsonIngest.Requests(BareServer.PostPath, 16, 1000, i => NdjsonIngest.ShopEvent(i, 10_000, 50_000));
        return
        [
            .. await MeasureAsync(PostBaseline, "bare POST (20 items → 700 bytes)", context, server.Port, posts, cancel),
            .. await MeasureAsync(GetBaseline, "bare GET (→ 4 KB)", context, server.Port, gets, cancel),
            .. await MeasureAsync(
                NdjsonBaseline, "bare POST of NDJSON (1,000 events, read and dropped)", context, server.Port, batches, cancel),
        ];
    }

    private static async Task<IReadOnlyList<PerformanceRow>> MeasureAsync(
        string baseline, string what, ScenarioContext context, int port, IReadOnlyList<LoadRequest> requests, CancellationToken cancel)
    {
        await context.Progress.WriteLineAsync($"{what} …");
        var (full, half) = await context.LoadAsync(port, requests, cancel);
        context.KeepBaseline(baseline, full.Result.UnitsPerSecond);
        return [PerformanceRow.Of(what, full), PerformanceRow.Of("… at half that rate", half)];
    }

    private static LoadRequest Post(int number)
    {
        var items = string.Join(',', Enumerable.Range(0, 20).Select(i => $"\"item-{(number * 20 + i) % 50_000}\""));
        return LoadRequest.Post(BareServer.PostPath, Encoding.UTF8.GetBytes($$"""{"user_id":"user-{{number}}","item_ids":[{{items}}]}"""));
    }
}
