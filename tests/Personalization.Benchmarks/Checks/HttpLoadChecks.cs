using System.Diagnostics;
using Personalization.Benchmarks.Load;
using Personalization.Benchmarks.Scenarios;

namespace Personalization.Benchmarks.Checks;

/// <summary>Load runs against a server whose behaviour is known.</summary>
internal static class HttpLoadChecks
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);

    public static IReadOnlyList<Check> All { get; } =
    [
        new("A plan survives its way to another process", PlanSurvivesAsync),
        new("A child process measures a bare server without errors", ChildMeasuresAsync),
        new("An open loop keeps its rate", RateIsKeptAsync),
        new("A stall of the server is charged to every request that fell due meanwhile", StallIsChargedAsync),
        new("Large bodies, chunked answers, refusals and closed connections are counted as what they are", OddAnswersAsync),
        new("A server that never answers ends the run with timed-out requests", SilenceEndsAsync),
    ];

    private static Task PlanSurvivesAsync()
    {
        var plan = Plan(5, [LoadRequest.Get("/a?b=c", "X-Y: z"), LoadRequest.Post("/d", "body"u8, units: 7)]) with { RatePerSecond = 12.5 };
        using var stream = new MemoryStream();
        plan.WriteTo(stream);
        stream.Position = 0;
        var read = HttpLoadPlan.ReadFrom(stream);
        Check.That(read with { Requests = plan.Requests } == plan, "the settings differ");
        Check.That(read.Requests.Select(r => (Convert.ToHexString(r.Bytes), r.Units)).SequenceEqual(
            plan.Requests.Select(r => (Convert.ToHexString(r.Bytes), r.Units))), "the requests differ");
        return Task.CompletedTask;
    }

    private static async Task ChildMeasuresAsync()
    {
        await using var server = await BareServer.StartAsync();
        var result = await HttpLoad.RunAsync(Plan(server.Port, [LoadRequest.Post(BareServer.PostPath, "{}"u8, units: 10)]));
        Check.That(result.IsClean && result.RequestsPerSecond > 100, result.ToString());
        Check.That(Math.Abs(result.UnitsPerSecond / result.RequestsPerSecond - 10) < 0.01, $"{result.UnitsPerSecond} units/s");
        Check.That(result.Sample.StartsWith("{\"data\":\"xxx", StringComparison.Ordinal), result.Sample);
        Check.That(result.BytesReceived > result.ResponsesWithWarmUp * 700, $"{result.BytesReceived} bytes");
        Check.That(result.Latency is { P50Us: > 1 } l && l.P50Us <= l.P99Us && l.P99Us <= l.MaxUs, result.Latency.ToString());
    }

    private static async Task RateIsKeptAsync()
    {
        await using var server = await BareServer.StartAsync();
        var result = await HttpLoad.RunAsync(Plan(server.Port, [LoadRequest.Get(BareServer.GetPath)]) with { RatePerSecond = 500 });
        Check.That(result.IsClean && Math.Abs(result.RequestsPerSecond - 500) < 25, result.ToString());
    }

    private static async Task StallIsChargedAsync()
    {
        await using var server = await OddServer.StartAsync();
        // One connection, 100 requests a second for a second; one of them is held for 400 ms. A tool that leaves out the requests that
        // should have been sent meanwhile would report one slow request of 100; truly about 40 waited, for 200 ms on average.
        var requests = Enumerable.Range(0, 1000)
            .Select(i => LoadRequest.Get(i == 30 ? OddServer.StallPath : OddServer.ChunkedPath))
            .ToArray();
        var plan = Plan(server.Port, requests) with { Connections = 1, RatePerSecond = 100, WarmUp = TimeSpan.Zero };
        var result = await HttpLoad.RunAsync(plan);
        Check.That(result.IsClean && result.Latency is { P90Us: > 250_000, MaxUs: > 390_000 }, result.ToString());
    }

    private static async Task OddAnswersAsync()
    {
        await using var server = await OddServer.StartAsync();
        var large = new byte[3_000_000];
        var result = await HttpLoad.RunAsync(Plan(
            server.Port, [LoadRequest.Post(OddServer.ChunkedPath, large), LoadRequest.Get(OddServer.ChunkedPath)]));
        Check.That(result.IsClean && result.BytesSent > large.Length, result.ToString());
        result = await HttpLoad.RunAsync(Plan(
            server.Port, [LoadRequest.Get(OddServer.RefusingPath), LoadRequest.Get(OddServer.ClosingPath)]));
        Check.That(result.Non2xx == result.StatusCounts["429"] && result.StatusCounts["200"] > 0, result.ToString());
        Check.That(result.FirstError == "429: too much" && result.BrokenConnections == 0, result.ToString());
        result = await HttpLoad.RunAsync(Plan(server.Port, [LoadRequest.Get(OddServer.AbortingPath)]));
        Check.That(result is { BrokenConnections: > 0, Responses: 0 }, result.ToString());
    }

    private static async Task SilenceEndsAsync()
    {
        await using var server = await OddServer.StartAsync();
        var start = Stopwatch.GetTimestamp();
        var result = await HttpLoad.RunAsync(Plan(server.Port, [LoadRequest.Get(OddServer.SilentPath)]) with
        {
            WarmUp = TimeSpan.Zero,
            Grace = Short / 2
        });
        Check.That(result is { TimedOut: 4, Responses: 0 } && result.Latency.P50Us > 1_400_000, result.ToString());
        Check.That(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20), "the run does not end");
    }

    private static HttpLoadPlan Plan(int port, IReadOnlyList<LoadRequest> requests) =>
        new() { Port = port, Requests = requests, Connections = 4, WarmUp = Short / 4, Duration = Short };
}
