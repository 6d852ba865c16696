using Personalization.Log;
using System.Diagnostics;
using Personalization.Benchmarks.Reports;

namespace Personalization.Benchmarks.Scenarios;

/// <summary>
/// How long a restart takes with a million events since the last checkpoint: the files are copied from under the running engine, which is
/// what a <c>kill -9</c> leaves, and opened.
/// </summary>
internal sealed class RestartScenario : IScenario
{
    private const int Events = 1_000_000;
    private const int Users = 10_000;

    public string Name => "restart";

    public async Task<IReadOnlyList<PerformanceRow>> RunAsync(ScenarioContext context, CancellationToken cancel)
    {
        await context.Progress.WriteLineAsync("restart …");
        await using var scratch = await ScratchEngine.OpenAsync();
        var begin = TimeProvider.System.GetUtcNow().AddDays(-10);
        await scratch.Checkpoint();
        var started = Stopwatch.GetTimestamp();
        await scratch.PublishAsync(0, Events, n => scratch.EventOf("user-" + (n % Users), n, begin.AddMilliseconds(n * 800)));
        var ingested = Stopwatch.GetElapsedTime(started);
        var copy = Directory.CreateTempSubdirectory("personalization-benchmark-");
        foreach (var file in Directory.EnumerateFiles(scratch.Folder).Where(f => !f.EndsWith("lock", StringComparison.Ordinal)))
            File.Copy(file, Path.Combine(copy.FullName, Path.GetFileName(file)));
        var expected = await CountsAsync(scratch.Engine);
        started = Stopwatch.GetTimestamp();
        TimeSpan took;
        bool same;
        await using (var reopened = await ScratchEngine.ReopenAsync(copy.FullName))
        {
            took = Stopwatch.GetElapsedTime(started);
            same = await CountsAsync(reopened.Engine) == expected;
        }
        copy.Delete(recursive: true);
        return
        [
            new PerformanceRow { What = "durable ingestion in process (1,000 events a batch)", PerSecond = Events / ingested.TotalSeconds },
            new PerformanceRow
            {
                What = "restart after kill -9 with 1,000,000 events since the checkpoint",
                Budget = "< 10 s, nothing lost",
                PerSecond = Events / took.TotalSeconds,
                P50Us = took.TotalMicroseconds,
                Verdict = same && took.TotalSeconds < 10 ? Verdict.Met : Verdict.Missed,
                Note = same ? "every person's events are there" : "EVENTS ARE MISSING",
            },
        ];
    }

    // Of every tenth person; which also shows that those who were not read yet are read when they are asked for.
    private static async Task<long> CountsAsync(IEngine engine)
    {
        var events = 0L;
        for (var user = 0; user < Users; user += 10)
            events += (await engine.User("user-" + user).Describe())?.EventCount ?? 0;
        return events;
    }
}
