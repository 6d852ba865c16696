using System.Net;
using Personalization.Gateway.Tests.Http;

namespace Personalization.Gateway.Tests.Experiments;

/// <summary>Experiments whose variants rank differently: what people see, and who is counted.</summary>
public sealed class RankerExperimentTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private const int People = 20;

    // An old book and a new toy: novelty puts the toy first, the taste of somebody who looked at books the book.
    private static readonly string[] s_items =
    [
        """{"item_id":"book","category":"books","available_from":"2020-01-01T00:00:00Z"}""",
        """{"item_id":"atlas","category":"books","available_from":"2020-01-01T00:00:00Z"}""",
        """{"item_id":"toy","category":"toys"}""",
    ];

    private RunningGateway Gateway => fixture.Gateway;

    [Fact]
    public async Task Weights_of_a_variant_lead_to_its_order_of_ranks_choices_and_recommendations_and_to_exposures()
    {
        (await Gateway.Post("/api/v1/items", string.Join('\n', s_items), "application/x-ndjson")).AssertCounts(3, 0, 0);
        (await Gateway.PostLines(string.Join(
            '\n', Enumerable.Range(0, People).Select(i => $$"""{"event_type":"page_view","user_id":"r{{i}}","item_id":"atlas"}"""))))
            .AssertCounts(People, 0, 0);
        await Gateway.Settle();
        await Start(
            "rankers", """{"weights":{"new":1},"policy":"ranking","exploration":0}""",
            """{"weights":{"affinity":2,"content":1,"new":0},"policy":"ranking","exploration":0}""");

        var counts = new Dictionary<string, int> { ["a"] = 0, ["b"] = 0 };
        for (var i = 0; i < People; i++)
        {
            var ranked = await Gateway.Post("/api/v1/rank", $$"""{"user_id":"r{{i}}","items":["book","toy"]}""");
            var variant = ranked.String("experiment").Split(':') is ["rankers", var key] ? key : null;
            var first = variant == "a" ? "toy" : "book";
            counts[variant!]++;
            Assert.Equal(first, ranked.ItemIds()[0]);

            var chosen = await Gateway.Post("/api/v1/personalize", $$"""{"customer_id":"r{{i}}","available_items":["book","toy"]}""");
            Assert.Equal(
                (first, 1, "rankers:" + variant),
                (chosen.String("selected_item"), chosen.Json.GetProperty("propensity").GetDouble(), chosen.String("experiment")));

            var list = await Gateway.Get($"/api/v1/recommendations?user=r{i}&exclude_seen=true");
            Assert.Equal((first, "rankers:" + variant), (list.ItemIds()[0], list.String("experiment")));
        }
        Assert.DoesNotContain(0, counts.Values);

        // A recommender that the request names answers alone, and nobody alone takes no part.
        Assert.False((await Gateway.Get("/api/v1/recommendations?user=stranger&recommender=new")).Json.TryGetProperty("experiment", out _));
        Assert.False((await Gateway.Post("/api/v1/rank", """{"items":["book","toy"]}""")).Json.TryGetProperty("experiment", out _));
        await Eventually.True(
            async () => (await Gateway.Get("/api/v1/experiments/rankers")).People().SequenceEqual([counts["a"], counts["b"]]),
            "each who had a list ranked is exposed, once");
        await Gateway.Lead("rankers", "pause");
        Assert.False((await Gateway.Post("/api/v1/rank", """{"user_id":"r1","items":["book","toy"]}"""))
            .Json.TryGetProperty("experiment", out _));
    }

    [Fact]
    public async Task Rank_alone_leads_to_exposures()
    {
        await Start("ranks", """{"weights":{"popular":1}}""", """{"weights":{"new":1}}""");
        await Gateway.Post("/api/v1/rank", """{"session_id":"visit","items":["book","toy"]}""");
        await Eventually.True(
            async () => (await Gateway.Get("/api/v1/experiments/ranks")).People().Sum() == 1, "who had a list ranked is exposed");
        await Gateway.Lead("ranks", "pause");
    }

    [Theory]
    [InlineData("""{"weights":{"popularity":1}}""", "variants[1].parameters.weights.popularity", "names no recommender")]
    [InlineData("""{"weights":{"popular":-2}}""", "variants[1].parameters.weights.popular", "0 to 1000000")]
    [InlineData("""{"recommender":"best"}""", "variants[1].parameters.recommender", "popular")]
    public async Task Faulty_setting_leads_to_its_field(string parameters, string field, string fragment)
    {
        var definition = Definition("faulty-ranker", "{}", parameters);
        (await Gateway.Put("/api/v1/experiments/faulty-ranker", definition)).AssertFaulty(field, fragment);
        (await Gateway.Post("/api/v1/experiments/plan", $$"""{"definition":{{definition}},"baseline":0.1}"""))
            .AssertFaulty(field, fragment);
        Assert.Equal(HttpStatusCode.NotFound, (await Gateway.Get("/api/v1/experiments/faulty-ranker")).Status);
    }

    [Fact]
    public async Task Recommenders_are_listed_with_their_weights_and_what_choices_are_made_by()
    {
        var reply = await Gateway.Get("/api/v1/recommenders");
        var weights = reply.Json.GetProperty("recommenders")
            .EnumerateArray()
            .ToDictionary(r => r.GetProperty("code").GetString()!, r => r.GetProperty("weight").GetDouble());
        Assert.Equal((1, 0.25, 0), (weights["item_to_item"], weights["popular"], weights["recently_viewed"]));
        Assert.Equal((0.8, 0.05), (reply.Json.GetProperty("relevance").GetDouble(), reply.Json.GetProperty("exploration").GetDouble()));
        Assert.Contains("greedy", reply.Json.GetProperty("policies").EnumerateArray().Select(p => p.GetString()));
    }

    private static string Definition(string id, string control, string treatment) => $$"""
        {"experiment_id":"{{id}}","layer":"{{id}}","primary_metric":{"metric_id":"buys","event_type":"purchase"},
         "variants":[{"key":"a","parameters":{{control}}},{"key":"b","parameters":{{treatment}}}]}
        """;

    private async Task Start(string id, string control, string treatment)
    {
        await Gateway.Define(id, Definition(id, control, treatment));
        await Gateway.Lead(id, "start");
    }
}
