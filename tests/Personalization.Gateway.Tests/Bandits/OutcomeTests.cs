using System.Net;
using Personalization.Gateway.Tests.Http;

namespace Personalization.Gateway.Tests.Bandits;

/// <summary>The loop from a choice over its outcome to the next choice.</summary>
public sealed class OutcomeTests
{
    private const string Set = """["one","two","three"]""";

    [Fact]
    public async Task Rewards_lead_to_other_choices_and_each_outcome_counts_once()
    {
        await using var gateway = await RunningGateway.Start(("Node:Bandits:RewardWindow", "00:00:01"));
        var random = new Random(5);
        var rewarded = 0;
        for (var i = 0; i < 200; i++)
        {
            // Before the first rewards the ranking chooses, here the first of the list but for exploration; so the list turns.
            var set = (i % 3) switch { 0 => Set, 1 => """["two","three","one"]""", _ => """["three","one","two"]""" };
            var choice = await gateway.Post(
                "/api/v1/personalize", $$"""{"customer_id":"c{{i}}","placement":"hero","available_items":{{set}}}""");
            Assert.Equal(HttpStatusCode.OK, choice.Status);
            if (random.NextDouble() < (choice.String("selected_item") == "three" ? 0.7 : 0.1))
            {
                rewarded++;
                var outcome = $$"""{"decision_id":"{{choice.String("decision_id")}}","name":"click","conversion":true,"value":2}""";
                Assert.Equal((1, 0), Counts(await gateway.Post("/api/v1/outcomes", outcome)));
                Assert.Equal((0, 1), Counts(await gateway.Post("/api/v1/outcomes", outcome)));
            }
        }

        // A choice after the window lets those before it come to their end.
        var bandit = default(Reply);
        await Eventually.True(async () =>
        {
            await gateway.Post("/api/v1/personalize", """{"customer_id":"last","placement":"other","available_items":["one"]}""");
            await gateway.Settle();
            bandit = await gateway.Get("/api/v1/bandits/hero");
            return bandit.Status == HttpStatusCode.OK && bandit.Number("choices") == 200;
        }, "all choices have come to their end");
        var items = bandit!.Json.GetProperty("items").EnumerateArray().ToArray();
        Assert.Equal(rewarded, items.Sum(static i => i.GetProperty("choices").GetInt32() * i.GetProperty("mean_reward").GetDouble()), 2);
        var traffic = bandit.Json.GetProperty("traffic");
        Assert.Equal(200, traffic.GetProperty("choices").EnumerateArray().Sum(static n => n.GetInt32()));
        Assert.Equal(
            items.ToDictionary(static i => i.GetProperty("item_id").GetString()!, static i => i.GetProperty("choices").GetInt32()),
            traffic.GetProperty("items").EnumerateArray().ToDictionary(
                static i => i.GetProperty("item_id").GetString()!,
                static i => i.GetProperty("choices").EnumerateArray().Sum(static n => n.GetInt32())));
        var three = 0;
        for (var i = 0; i < 50; i++)
        {
            three += (await gateway.Post(
                "/api/v1/personalize",
                $$"""{"customer_id":"n{{i}}","placement":"hero","available_items":{{Set}}}""")).String("selected_item") == "three"
                ? 1
                : 0;
        }
        Assert.True(three >= 35, $"the best item was chosen {three} times of 50");
        Assert.Equal(rewarded, (await gateway.Metrics())["personalization_conversions_total"]);

        // Some of the last choices may have come to their end too, on a slow machine.
        await gateway.Settle();
        var last = await gateway.Get("/api/v1/bandits/hero");
        await gateway.Restart();
        await Eventually.True(async () => (await gateway.Get("/api/v1/bandits/hero")).Text == last.Text, "what was learnt is there again");
    }

    [Theory]
    [InlineData("""{"decision_id":""}""", "decision_id")]
    [InlineData("""{"decision_id":"d","reward":1e9}""", "reward")]
    [InlineData("""{"decision_id":"d","name":""}""", "name")]
    [InlineData("""{"decision_id":"d","customer_id":"a\u0001"}""", "customer_id")]
    [InlineData("""[{"decision_id":"d"},{"decision_id":"d","reward":-1e9}]""", "outcomes[1].reward")]
    [InlineData("""{"decision_id":null}""", "decision_id")]
    [InlineData("[]", "outcomes")]
    public async Task Faulty_outcome_leads_to_its_field(string body, string field)
    {
        await using var gateway = await RunningGateway.Start();
        (await gateway.Post("/api/v1/outcomes", body)).AssertFaulty(field);
        (await gateway.Post("/api/v1/outcomes", "{")).AssertProblem(HttpStatusCode.BadRequest, "Line 1");
    }

    [Fact]
    public async Task Experiment_of_policies_leads_to_choices_by_each()
    {
        await using var gateway = await RunningGateway.Start();
        var definition =
            """{"experiment_id":"policies","variants":[{"key":"a","parameters":{"policy":"adaptive"}},{"key":"b","parameters":{"policy":"ranking"}}],"primary_metric":{"metric_id":"m","event_type":"outcome"}}""";
        Assert.Equal(HttpStatusCode.OK, (await gateway.Put("/api/v1/experiments/policies", definition)).Status);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Post("/api/v1/experiments/policies/start", "")).Status);
        await gateway.Settle();
        var seen = new HashSet<string>();
        for (var i = 0; i < 30; i++)
        {
            var choice = await gateway.Post("/api/v1/personalize", $$"""{"customer_id":"c{{i}}","available_items":{{Set}}}""");
            seen.Add(choice.String("experiment"));
            await gateway.Post(
                "/api/v1/outcomes", $$"""{"decision_id":"{{choice.String("decision_id")}}","customer_id":"c{{i}}","conversion":true}""");
        }
        Assert.Equal(["policies:a", "policies:b"], seen.Order());
        await Eventually.True(async () => (await gateway.Get("/api/v1/experiments/policies"))
            .Json.GetProperty("variants")
            .EnumerateArray()
            .Sum(static v => v.GetProperty("people").GetInt32()) == 30, "all are exposed");
    }

    private static (int Accepted, int Duplicates) Counts(Reply reply)
    {
        Assert.True(reply.Status == HttpStatusCode.OK, reply.Text);
        return (reply.Number("accepted"), reply.Number("duplicates"));
    }
}
