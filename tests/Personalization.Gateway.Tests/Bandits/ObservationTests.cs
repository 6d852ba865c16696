using System.Net;
using Personalization.Gateway.Tests.Http;

namespace Personalization.Gateway.Tests.Bandits;

/// <summary>What bandits know before their first choice, and what they forget.</summary>
public sealed class ObservationTests
{
    [Fact]
    public async Task Logged_choices_lead_to_good_choices_from_the_first_one_on()
    {
        await using var gateway = await RunningGateway.Start();
        var random = new Random(3);
        var observations = Enumerable.Range(0, 600).Select(i =>
        {
            var (item, device) = (random.Next(2) == 0 ? "one" : "two", random.Next(2) == 0 ? "mobile" : "desktop");
            var reward = random.NextDouble() < ((item == "one") == (device == "mobile") ? 0.8 : 0.1) ? 1 : 0;
            return $$$"""{"observation_id":"o{{{i}}}","item_id":"{{{item}}}","reward":{{{reward}}},"propensity":0.5,"context":{"device":"{{{device}}}"},"timestamp":"2026-11-01T10:00:00Z"}""";
        }).ToArray();
        var body = $"[{string.Join(',', observations)}]";
        var reply = await gateway.Post("/api/v1/bandits/hero/observations", body);
        Assert.Equal((HttpStatusCode.OK, 600, 0), (reply.Status, reply.Number("accepted"), reply.Number("duplicates")));
        reply = await gateway.Post("/api/v1/bandits/hero/observations", observations[0]);
        Assert.Equal((0, 1), (reply.Number("accepted"), reply.Number("duplicates")));
        var bandit = await gateway.Get("/api/v1/bandits/hero");
        Assert.Equal(
            bandit.Number("choices"),
            bandit.Json.GetProperty("items").EnumerateArray().Sum(static i => i.GetProperty("choices").GetInt32()));
        await gateway.Settle();
        Assert.Equal(600, (await gateway.Get("/api/v1/bandits/hero")).Number("choices"));
        foreach (var (device, best) in ((string, string)[])[("mobile", "one"), ("desktop", "two")])
        {
            var right = 0;
            for (var i = 0; i < 50; i++)
            {
                var choice = gateway.Post(
                    "/api/v1/personalize",
                    $$$"""{"customer_id":"c{{{i}}}","placement":"hero","available_items":["one","two"],"context":{"device":"{{{device}}}"}}""");
                right += (await choice).String("selected_item") == best ? 1 : 0;
            }
            Assert.True(right >= 40, $"{right} of 50 choices for {device} were right");
        }
        await gateway.Restart();
        await Eventually.True(
            async () => (await gateway.Get("/api/v1/bandits/hero")).Number("choices") == 600, "what was learnt is there again");
    }

    [Theory]
    [InlineData("""{"observation_id":"","item_id":"i","reward":1}""", "observation_id")]
    [InlineData("""{"observation_id":"o","item_id":null,"reward":1}""", "item_id")]
    [InlineData("""{"observation_id":"o","item_id":"i","reward":1e9}""", "reward")]
    [InlineData("""{"observation_id":"o","item_id":"i","reward":1,"score":1.1}""", "score")]
    [InlineData("""{"observation_id":"o","item_id":"i","reward":1,"timestamp":"2999-01-01T00:00:00Z"}""", "timestamp")]
    [InlineData(
        """[{"observation_id":"o","item_id":"i","reward":1},{"observation_id":"o","item_id":"i","reward":1,"propensity":0}]""",
        "observations[1].propensity")]
    [InlineData("""[{"observation_id":"o","item_id":"i","reward":1},null]""", "observations[1]")]
    [InlineData("[]", "observations")]
    public async Task Faulty_observation_leads_to_its_field(string body, string field)
    {
        await using var gateway = await RunningGateway.Start();
        (await gateway.Post("/api/v1/bandits/hero/observations", body)).AssertFaulty(field);
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.Get("/api/v1/bandits/hero")).Status);
    }

    [Fact]
    public async Task Item_that_earns_otherwise_than_before_is_learnt_anew()
    {
        await using var gateway = await RunningGateway.Start(
            ("Node:Bandits:RewardWindow", "00:00:01"), ("Node:Bandits:ChangeSignificance", "0.05"), ("Node:Decisions:Exploration", "1"));
        for (var i = 0; i < 240; i++)
        {
            var choice = await gateway.Post(
                "/api/v1/personalize", $$"""{"customer_id":"c{{i}}","placement":"hero","available_items":["one","two"]}""");
            if (choice.String("selected_item") == (i < 120 ? "one" : "two"))
            {
                await gateway.Post("/api/v1/outcomes", $$"""{"decision_id":"{{choice.String("decision_id")}}","reward":1}""");
            }
        }
        await Eventually.True(async () =>
        {
            await gateway.Post("/api/v1/personalize", """{"customer_id":"last","placement":"other","available_items":["one"]}""");
            var bandit = await gateway.Get("/api/v1/bandits/hero");
            return bandit.Status == HttpStatusCode.OK
                && bandit.Json.GetProperty("items").EnumerateArray().All(static i => i.GetProperty("changes").GetInt32() == 1);
        }, "both items have changed once");
        await gateway.Restart();
        await Eventually.True(
            async () => (await gateway.Get("/api/v1/bandits/hero"))
                .Json.GetProperty("items")
                .EnumerateArray()
                .All(static i => i.GetProperty("changes").GetInt32() == 1),
            "the changes are known again");
    }
}
