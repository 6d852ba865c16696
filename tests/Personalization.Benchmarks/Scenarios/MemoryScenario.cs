using Microsoft.Extensions.DependencyInjection;
using Personalization.Benchmarks.Reports;
using Personalization.Tools.Demo;

namespace Personalization.Benchmarks.Scenarios;

/// <summary>
/// What a person in memory costs: the heap with the demo's shoppers in memory, less the heap after they have left. Their history is as long
/// as gives them 50 recent events each on the mean; visits are left out, they are actors of their own.
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
        await using var scratch = await ScratchEngine.OpenAsync(static options => options.IdleAfter = TimeSpan.FromMinutes(1));
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
        await scratch.Checkpoint();
        // Everything counts: the state, its place in the partition's table, and the grain that answers for it.
        foreach (var user in counts.Keys)
            await scratch.Engine.User(user).Features(["events"]);
        var whole = counts.Count(c => c.Value >= RecentEvents);
        var active = scratch.Partitions.Sum(static partition => partition.Users);
        var with = GC.GetTotalMemory(forceFullCollection: true);
        await scratch.Host.Host.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0)
            .ForceActivationCollection(TimeSpan.Zero, cancel);
        foreach (var partition in scratch.Partitions)
            partition.Sweep(TimeSpan.Zero);
        var without = GC.GetTotalMemory(forceFullCollection: true);
        var left = scratch.Partitions.Sum(static partition => partition.Users);
        var perUser = (double)(with - without) / (active - left);
        return
        [
            new PerformanceRow
            {
                What = "memory per active person (50 recent events)",
                Budget = "≤ 4 KB; idle persons leave memory",
                AllocatedBytes = perUser,
                Verdict = left == 0 && perUser <= 4096 ? Verdict.Met : Verdict.Missed,
                Note = $"{active:N0} persons active, {whole:N0} of them with 50 events, {left:N0} after the sweep; state, table and grain",
            },
        ];
    }
}
