using Personalization.Benchmarks.Reports;
using Personalization.Gateway.Demo;

namespace Personalization.Benchmarks.Scenarios;

/// <summary>
/// What a person in memory costs: the heap with the demo's shoppers in memory, less the heap after they have left. Their history is as long as gives them 50
/// recent events each on the mean; visits are left out, they are actors of their own.
/// </summary>
internal sealed class MemoryScenario : IScenario
{
    private const int Shoppers = 10_000;
    private const int RecentEvents = 50;
    private const ulong Seed = 7;

    public string Name => "memory";

    public async Task<IReadOnlyList<PerformanceRow>> RunAsync(ScenarioContext context, CancellationToken cancel)
    {
        await context.Progress.WriteLineAsync("memory per person …");
        await using var scratch = await ScratchEngine.OpenAsync(o =>
        {
            o.IdleAfter = TimeSpan.FromSeconds(1);
            o.Node.Profiles.RecentEvents = RecentEvents;
        });
        var now = TimeProvider.System.GetUtcNow();
        // Everyone has exactly as many events as are kept: the first ones of a history that is long enough for all.
        var counts = new Dictionary<string, int>();
        var traffic = new DemoTraffic(Seed, scratch.Items, DemoShoppers.Create(Seed, Shoppers));
        var events = traffic.History(now.AddDays(-60), now)
            .Where(e => (counts[e.UserId!] = counts.GetValueOrDefault(e.UserId!) + 1) <= RecentEvents)
            .Select(e => e with { SessionId = null });
        foreach (var chunk in events.Chunk(1000))
            await scratch.Engine.Publish(chunk, cancel);
        await scratch.Engine.Settle();
        await scratch.Engine.Checkpoint();
        var whole = counts.Count(c => c.Value >= RecentEvents);
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
                Verdict = left == 0 && perUser <= 1024 ? Verdict.Met : Verdict.Missed,
                Note = $"{active:N0} persons active, {whole:N0} of them with 50 events, {left:N0} after the sweep; actor, mailbox and state",
            },
        ];
    }
}
