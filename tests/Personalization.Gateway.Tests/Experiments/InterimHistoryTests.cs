using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Contracts;
using Personalization.Contracts.Experiments;
using Personalization.Gateway.Experiments;
using Personalization.Gateway.Tests.Http;
using Personalization.Tests.Shared;

namespace Personalization.Gateway.Tests.Experiments;

/// <summary>What was seen of an experiment stays: it is in the log, and every gateway reads it there.</summary>
public sealed class InterimHistoryTests
{
    private const int People = 600;

    // Stands still: nobody looks but who is told to.
    private static readonly ManualClock s_clock = new(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Course_and_what_was_once_certain_survive_a_restart()
    {
        await using var gateway = await RunningGateway.Start();
        var variants = await Start(gateway);
        var watch = Watch(gateway, s_clock);
        await Buy(gateway, variants.Where(v => v.Value == "b").Select(v => v.Key).Take(150));
        await watch.Check();
        var results = await gateway.Get("/api/v1/experiments/course");
        Assert.Equal(("winner", "b"), Verdict(results));

        // Now those of the control buy as well: nothing is left of the difference, but it was certain once.
        await Buy(gateway, variants.Where(v => v.Value == "a").Select(v => v.Key).Take(150));
        await watch.Check();
        var before = await gateway.Get("/api/v1/experiments/course");
        Assert.Equal(("winner", "b"), Verdict(before));
        Assert.InRange(before.Json.GetProperty("primary").GetProperty("treatments")[0].GetProperty("lift").GetDouble(), -0.2, 0.2);
        var course = Course(before);
        Assert.NotEmpty(course);

        await gateway.Restart();
        await gateway.Settle();
        var after = await gateway.Get("/api/v1/experiments/course");
        Assert.Equal(("winner", "b"), Verdict(after));
        Assert.Equal(course, Course(after).Take(course.Length));
    }

    [Fact]
    public async Task Gateways_that_look_at_once_keep_each_look_once_and_see_the_same()
    {
        await using var gateway = await RunningGateway.Start();
        var variants = await Start(gateway);
        ExperimentWatch[] watches = [Watch(gateway, s_clock), Watch(gateway, s_clock), Watch(gateway, s_clock)];
        foreach (var some in variants.Keys.Chunk(120))
        {
            await Buy(gateway, some);
            await Task.WhenAll(watches.Select(w => w.Check()));
        }
        var seen = new List<string>();
        foreach (var watch in watches)
        {
            var results = await watch.Analyse("course");
            Assert.Equal(Enumerable.Range(1, results!.Analyses.Count), results.Analyses.Select(l => l.Number));
            Assert.NotEmpty(results.Analyses);
            var kept = results.Analyses.Select(static look => JsonSerializer.Serialize(look, ContractsJson.Default.InterimAnalysis));
            seen.Add(string.Join('\n', kept) + results.Analysis.Verdict);
        }
        Assert.Single(seen.Distinct());

        // A look that comes late finds its number taken.
        var first = (await watches[0].Analyse("course"))!.Analyses[0];
        var reply = await gateway.Engine.Apply(new ExperimentCommand
        {
            ExperimentId = "course",
            Action = ExperimentAction.Record,
            Analysis = first with { People = 1 }
        });
        Assert.True(reply.Conflict);
        Assert.Equal(first.People, (await watches[0].Analyse("course"))!.Analyses[0].People);
    }

    [Fact]
    public async Task List_that_is_asked_for_again_soon_leads_to_no_new_analysis()
    {
        await using var gateway = await RunningGateway.Start();
        await gateway.Define("listed", Definition("listed"));
        var clock = new ManualClock(s_clock.GetUtcNow());
        var watch = Watch(gateway, clock);
        var first = Assert.Single(await watch.All());
        Assert.Same(first, Assert.Single(await watch.All()));

        await gateway.Lead("listed", "start");
        var started = Assert.Single(await watch.All());
        Assert.Equal(ExperimentState.Running, started.Latest.Definition.State);
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Same(started, Assert.Single(await watch.All()));
        clock.Advance(TimeSpan.FromSeconds(0.1));
        var fresh = Assert.Single(await watch.All());
        Assert.NotSame(started, fresh);

        // One's own results are always of now, and serve the list from then on.
        var own = await watch.Analyse("listed");
        Assert.NotSame(fresh, own);
        Assert.Same(own, Assert.Single(await watch.All()));
        Assert.Equal(
            "running", (await gateway.Get("/api/v1/experiments")).Json.GetProperty("experiments")[0].GetProperty("state").GetString());
    }

    private static string Definition(string id) =>
        $$"""{"experiment_id":"{{id}}","minimum_effect":0.5,"variants":[{"key":"a"},{"key":"b"}],"primary_metric":{"metric_id":"buys","event_type":"purchase"} }""";

    private static ExperimentWatch Watch(RunningGateway gateway, TimeProvider time) =>
        new(gateway.Engine, time, NullLogger<ExperimentWatch>.Instance);

    private static (string?, string?) Verdict(Reply results) =>
        (results.Json.GetProperty("verdict").GetProperty("kind").GetString(), results.Json.GetProperty("verdict")
            .GetProperty("variant")
            .GetString());

    // The last one is the look of the asking itself, which is not kept.
    private static string[] Course(Reply results) =>
        [.. results.Json.GetProperty("looks").EnumerateArray().SkipLast(1).Select(l => l.GetRawText())];

    private static async Task<Dictionary<string, string>> Start(RunningGateway gateway)
    {
        // It would look at times of its own.
        await gateway.Service<ExperimentWatch>().StopAsync(TestContext.Current.CancellationToken);
        await gateway.Define("course", Definition("course"));
        await gateway.Lead("course", "start");
        var variants = new Dictionary<string, string>();
        for (var i = 0; i < People; i++)
        {
            variants[$"c{i}"] = (await gateway.Get($"/api/v1/assignments?user=c{i}"))
                .Json.GetProperty("assignments")[0].GetProperty("variant")
                .GetString()!;
        }
        await Eventually.True(async () => (await gateway.Get("/api/v1/experiments/course")).People().Sum() == People, "all are exposed");
        return variants;
    }

    private static async Task Buy(RunningGateway gateway, IEnumerable<string> people)
    {
        var lines = people.Select(p => $$"""{"event_type":"purchase","user_id":"{{p}}","item_id":"i","value":10}""").ToArray();
        (await gateway.PostLines(string.Join('\n', lines))).AssertCounts(lines.Length, 0, 0);
        await gateway.Settle();
    }
}
