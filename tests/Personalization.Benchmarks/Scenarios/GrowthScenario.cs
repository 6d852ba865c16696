using System.Diagnostics;
using Personalization.Benchmarks.Load;
using Personalization.Benchmarks.Reports;
using Personalization.Contracts.Ranking;

namespace Personalization.Benchmarks.Scenarios;

/// <summary>What an event and a decision cost with ever more people in memory, each with five events.</summary>
internal sealed class GrowthScenario : IScenario
{
    private const int EventsPerUser = 5;
    private const int MeasuredEvents = 200_000;

    public string Name => "growth";

    public async Task<IReadOnlyList<PerformanceRow>> RunAsync(ScenarioContext context, CancellationToken cancel)
    {
        await using var scratch = await ScratchEngine.OpenAsync();
        var begin = TimeProvider.System.GetUtcNow().AddDays(-5);
        var rows = new List<PerformanceRow>();
        (double Events, double Decisions)? first = null;
        var (known, number) = (0L, 0L);
        foreach (var users in new[] { 10_000, 100_000, 1_000_000 })
        {
            await context.Progress.WriteLineAsync($"growth to {users:N0} people …");
            var (from, to) = (known, (long)users);
            await scratch.PublishAsync(
                number, (to - from) * EventsPerUser,
                n => scratch.EventOf("user-" + (from + (n % (to - from))), n, begin.AddMilliseconds(n / 20)));
            number += (to - from) * EventsPerUser;
            known = to;
            await scratch.Engine.Settle();
            await scratch.Checkpoint();
            GC.Collect();
            var events = await MeasureEventsAsync(scratch, users, number, begin.AddDays(4));
            number += MeasuredEvents;
            await scratch.Engine.Settle();
            var decisions = await new InProcessLoad { WarmUp = context.WarmUp, Duration = context.Duration }
                .RunAsync(async (caller, call) =>
                {
                    var user = "user-" + ((call * 7_919_317 + caller * 104_729) % users);
                    await scratch.Engine.User(user).Recommend(new RecommendationRequest { UserId = user, Count = 20 });
                });
            first ??= (events, decisions.OperationsPerSecond);
            var isLast = users == 1_000_000;
            var (e, d) = (events / first.Value.Events, decisions.OperationsPerSecond / first.Value.Decisions);
            rows.Add(new PerformanceRow
            {
                What = $"events in process with {users:N0} people",
                Budget = isLast ? "≥ 0.8 of that with 10,000" : "",
                PerSecond = events,
                Verdict = !isLast ? Verdict.None : e >= 0.8 ? Verdict.Met : Verdict.Missed,
                Note = FormattableString.Invariant($"{e:F2} of the first; ")
                    + FormattableString.Invariant($"{scratch.Partitions.Sum(static partition => partition.Users):N0} persons in memory, ")
                    + FormattableString.Invariant($"working set {Environment.WorkingSet >> 20:N0} MiB"),
            });
            rows.Add(PerformanceRow.Of(
                $"decisions in process with {users:N0} people", decisions, isLast ? "≥ 0.8 of that with 10,000" : "",
                isLast ? d >= 0.8 : null, FormattableString.Invariant($"{d:F2} of the first")));
        }
        return rows;
    }

    private static async Task<double> MeasureEventsAsync(ScratchEngine scratch, int users, long number, DateTimeOffset time)
    {
        var started = Stopwatch.GetTimestamp();
        await scratch.PublishAsync(
            number, MeasuredEvents, n => scratch.EventOf("user-" + (n * 7_919_317 % users), n, time.AddMilliseconds(n / 20)));
        await scratch.Engine.Settle();
        return MeasuredEvents / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
