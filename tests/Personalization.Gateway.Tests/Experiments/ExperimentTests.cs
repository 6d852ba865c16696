using System.Net;
using Personalization.Gateway.Tests.Http;

namespace Personalization.Gateway.Tests.Experiments;

/// <summary>Experiments over HTTP: their life, who gets what, what is counted.</summary>
public sealed class ExperimentTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private RunningGateway Gateway => fixture.Gateway;

    [Fact]
    public async Task Experiment_that_runs_leads_to_variants_exposures_and_counted_conversions()
    {
        await Define("checkout", """, "layer": "l1" """);
        Assert.Empty(Variants(await Gateway.Get("/api/v1/assignments?user=p1")));
        await Gateway.Lead("checkout", "start");

        var variants = new Dictionary<string, string>();
        for (var i = 0; i < 60; i++)
        {
            var variant = Assert.Single(Variants(await Gateway.Get($"/api/v1/assignments?user=p{i}")));
            Assert.Equal(variant, Assert.Single(Variants(await Gateway.Get($"/api/v1/assignments?user=p{i}"))));
            variants[$"p{i}"] = variant;
        }
        await Eventually.True(
            async () => (await Gateway.Get("/api/v1/experiments/checkout")).People().Sum() == 60, "all are exposed, each once");

        // Twenty buy; one twice, one under an id that was sent before, and somebody who takes no part.
        var lines = string.Join('\n', Enumerable.Range(0, 20)
            .Select(i => Purchase($"p{i}", $"e{i}"))
            .Append(Purchase("p0", "again"))
            .Append(Purchase("stranger", "s")));
        (await Gateway.PostLines(lines)).AssertCounts(22, 0, 0);
        (await Gateway.PostLines(Purchase("p1", "e1"))).AssertCounts(0, 1, 0);
        await Gateway.Settle();
        var results = await Gateway.Get("/api/v1/experiments/checkout");
        Assert.Equal(["a", "b"], variants.Values.Distinct().Order());
        Assert.Equal(["a", "b"], results.Json.GetProperty("variants").EnumerateArray().Select(v => v.GetProperty("key").GetString()));
        Assert.Equal([variants.Values.Count(static v => v == "a"), variants.Values.Count(static v => v == "b")], results.People());
        var means = results.Json.GetProperty("primary")
            .GetProperty("estimates")
            .EnumerateArray()
            .Select(e => e.GetProperty("mean").GetDouble())
            .ToArray();
        var expected = new[] { "a", "b" }
            .Select(key => (double)Enumerable.Range(0, 20).Count(i => variants[$"p{i}"] == key) / variants.Values.Count(v => v == key))
            .ToArray();
        Assert.Equal(expected[0], means[0], 6);
        Assert.Equal(expected[1], means[1], 6);
        Assert.Equal("keep_running", results.Json.GetProperty("verdict").GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Life_leads_through_its_states_and_leaves_a_history()
    {
        await Define("life", """, "layer": "l2" """);
        (await Gateway.Post("/api/v1/experiments/life/pause", "")).AssertProblem(HttpStatusCode.Conflict, "draft", "running");
        await Gateway.Lead("life", "start", """{"reason":"go","by":"ann"}""");
        (await Put("life", """, "layer": "l2", "minimum_effect": 0.2""")).AssertFaulty("minimum_effect", "people took part");
        await Gateway.Lead("life", "ramp", """{"ramp":0}""");
        Assert.Empty(Variants(await Gateway.Get("/api/v1/assignments?user=somebody"), "life"));
        (await Gateway.Post("/api/v1/experiments/life/ramp", """{"ramp":1.5}""")).AssertFaulty("ramp", "0 to 1");
        (await Gateway.Post("/api/v1/experiments/life/ramp", "{}")).AssertFaulty("ramp", "missing");
        await Gateway.Lead("life", "ramp", """{"ramp":1}""");
        Assert.Single(Variants(await Gateway.Get("/api/v1/assignments?user=somebody"), "life"));
        await Gateway.Lead("life", "pause");
        Assert.Empty(Variants(await Gateway.Get("/api/v1/assignments?user=somebody"), "life"));
        await Gateway.Lead("life", "decide", """{"reason":"enough"}""");
        (await Gateway.Post("/api/v1/experiments/life/start", "")).AssertProblem(HttpStatusCode.Conflict, "decided");
        await Gateway.Lead("life", "archive");

        var history = (await Gateway.Get("/api/v1/experiments/life/history")).Json.GetProperty("revisions").EnumerateArray().ToArray();
        Assert.Equal(
            ["define", "start: go", "ramp", "ramp", "pause", "decide: enough", "archive"],
            history.Select(r => r.GetProperty("change").GetString()));
        Assert.Equal("ann", history[1].GetProperty("by").GetString());
    }

    [Fact]
    public async Task Experiments_of_a_layer_that_share_slots_lead_to_a_conflict_and_where_room_is()
    {
        await Define("first", """, "layer": "l3", "slot_from": 0, "slot_to": 6000""");
        (await Put("second", """, "layer": "l3", "slot_from": 5000, "slot_to": 9000"""))
            .AssertProblem(HttpStatusCode.Conflict, "first", "6000 to 10000 are free");
        await Define("second", """, "layer": "l3", "slot_from": 6000, "slot_to": 10000""");
        await Gateway.Lead("first", "start");
        await Gateway.Lead("second", "start");
        for (var i = 0; i < 50; i++)
        {
            var reply = await Gateway.Get($"/api/v1/assignments?user=x{i}");
            Assert.Equal(1, Variants(reply, "first").Length + Variants(reply, "second").Length);
        }
    }

    [Theory]
    [InlineData(""", "variants": [{"key":"a"}]""", "variants", "2 to 20")]
    [InlineData(""", "ramp": 2""", "ramp", "0 to 1")]
    [InlineData(""", "targeting": "country == " """, "targeting", "")]
    [InlineData(""", "colour": "red" """, "colour", "")]
    [InlineData(""", "alpha": "high" """, "alpha", "")]
    public async Task Faulty_definition_leads_to_its_field(string members, string field, string fragment) =>
        (await Put("faulty", members)).AssertFaulty(field, fragment);

    [Fact]
    public async Task What_does_not_exist_leads_to_not_found()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await Gateway.Get("/api/v1/experiments/no-such")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Gateway.Get("/api/v1/experiments/no-such/history")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Gateway.Post("/api/v1/experiments/no-such/start", "")).Status);
    }

    [Fact]
    public async Task Plan_leads_to_the_size_that_tables_give()
    {
        var reply = await Gateway.Post(
            "/api/v1/experiments/plan",
            $$"""{"definition":{{Definition("planned", """, "minimum_effect": 0.2""")}},"baseline":0.1,"people_per_day":1000}""");
        Assert.Equal(HttpStatusCode.OK, reply.Status);

        // 10 % against 12 %, α 5 %, power 80 %: 3,841 a group by the normal approximation without pooling (Fleiss, Levin and Paik 2003,
        // chapter 4).
        Assert.InRange(reply.Number("control_people"), 3800, 3880);
        Assert.Equal(reply.Number("people"), 2 * reply.Number("control_people"));
        var curve = reply.Json.GetProperty("power_curve").EnumerateArray().Select(p => p.GetProperty("power").GetDouble()).ToArray();
        Assert.Equal(curve.Order(), curve);
        (await Gateway.Post("/api/v1/experiments/plan", $$"""{"definition":{{Definition("planned", "")}},"baseline":1.5}"""))
            .AssertFaulty("baseline", "between 0 and 1");
    }

    [Fact]
    public async Task Events_of_the_engines_own_types_lead_to_a_refusal() =>
        (await Gateway.PostEvents("""{"event_type":"$experiment","user_id":"u"}""")).AssertFaulty("event_type", "a-z");

    private static string Definition(string id, string members) =>
        $$"""{"experiment_id":"{{id}}"{{(members.Contains("variants", StringComparison.Ordinal) ? "" : ""","variants":[{"key":"a"},{"key":"b","parameters":{"colour":"red"}}]""")}},"primary_metric":{"metric_id":"buys","kind":"conversion","event_type":"purchase"}{{members}}}""";

    private static string Purchase(string user, string id) =>
        $$"""{"event_id":"exp-{{id}}","event_type":"purchase","user_id":"{{user}}","item_id":"i","value":10}""";

    private static string[] Variants(Reply reply, string experiment = "checkout") =>
        [.. reply.Json.GetProperty("assignments")
            .EnumerateArray()
            .Where(a => a.GetProperty("experiment_id").GetString() == experiment)
            .Select(a => a.GetProperty("variant").GetString()!)];

    private Task<Reply> Put(string id, string members) => Gateway.Put($"/api/v1/experiments/{id}", Definition(id, members));

    private async Task Define(string id, string members)
    {
        var reply = await Put(id, members);
        Assert.True(reply.Status == HttpStatusCode.OK, reply.Text);
        Assert.Equal("draft", reply.Json.GetProperty("definition").TryGetProperty("state", out var state) ? state.GetString() : "draft");
    }
}
