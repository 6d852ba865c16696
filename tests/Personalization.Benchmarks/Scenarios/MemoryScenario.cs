using Personalization.Benchmarks.Reports;

namespace Personalization.Benchmarks.Scenarios;

/// <summary>What a person in memory costs: the heap with 20,000 persons of 60 events each, less the heap after they have left.</summary>
internal sealed class MemoryScenario : IScenario
{
    private const int Users = 20_000;
    private const int EventsPerUser = 60;

    public string Name => "memory";

    public async Task<IReadOnlyList<PerformanceRow>> RunAsync(ScenarioContext context, CancellationToken cancel)
    {
        await context.Progress.WriteLineAsync("memory per person …");
        await using var scratch = await ScratchEngine.OpenAsync(o => o.IdleAfter = TimeSpan.FromSeconds(1));
        var begin = TimeProvider.System.GetUtcNow().AddDays(-10);
        // Round by round, so that everyone's events are spread over ten days and many visits.
        await scratch.PublishAsync(0, Users * EventsPerUser, n => scratch.EventOf("user-" + (n % Users), n, begin.AddSeconds(n / Users * 14_000)));
        await scratch.Engine.Settle();
        await scratch.Engine.Checkpoint();
        await Task.Delay(TimeSpan.FromSeconds(1.5), cancel);
        var active = scratch.Engine.Status.ActiveUsers;
        var with = GC.GetTotalMemory(forceFullCollection: true);
        await scratch.Engine.Sweep();
        var without = GC.GetTotalMemory(forceFullCollection: true);
        var left = scratch.Engine.Status.ActiveUsers;
        var perUser = (double)(with - without) / (active - left);
        return
        [
            new PerformanceRow
            {
                What = "memory per active person (50 recent events)",
                Budget = "≤ 1 KB; idle persons leave memory",
                AllocatedBytes = perUser,
                Verdict = active == Users && left == 0 && perUser <= 1024 ? Verdict.Met : Verdict.Missed,
                Note = $"{active:N0} persons active, {left:N0} after the sweep; actor, mailbox and state",
            },
        ];
    }
}
