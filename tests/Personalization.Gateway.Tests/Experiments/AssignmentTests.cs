using System.Net;
using Personalization.Gateway.Tests.Http;

namespace Personalization.Gateway.Tests.Experiments;

/// <summary>Assignments over HTTP: they know of the person what a decision at the same time knows.</summary>
public sealed class AssignmentTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private const string Weights = """{"weights":{"popular":1}}""";

    private RunningGateway Gateway => fixture.Gateway;

    [Fact]
    public async Task Features_of_the_person_lead_to_the_variant_that_decisions_have_and_to_covariates()
    {
        await Start("buyers", "purchases >= 2 and placement = 'home'");
        Assert.Null(await Variant("user=ann&placement=home", "buyers"));
        (await Gateway.PostLines(string.Join(
            '\n', Enumerable.Range(0, 3).Select(i => $$"""{"event_type":"purchase","user_id":"ann","item_id":"i{{i}}","value":7}"""))))
            .AssertCounts(3, 0, 0);

        Assert.Null(await Variant("user=ann&placement=cart", "buyers"));
        Assert.Null(await Variant("user=bob&placement=home", "buyers"));
        var variant = await Variant("user=ann&placement=home", "buyers");
        Assert.NotNull(variant);
        var ranked = await Gateway.Post("/api/v1/rank", """{"user_id":"ann","items":["i0","i1"],"placement":"home"}""");
        Assert.Equal("buyers:" + variant, ranked.String("experiment"));

        // What she bought before is the covariate of what she will buy.
        await Eventually.True(
            async () =>
                await Gateway.Engine.Read(static book => book.Experiments["buyers"].Figures().Sums["buys"].Sum(s => s.Covariate)) == 3,
            "the exposure knows the three purchases");
        await Gateway.Lead("buyers", "pause");
    }

    [Fact]
    public async Task Features_of_the_visit_lead_to_its_variant()
    {
        await Start("visits", "page_view.count.30d >= 1");
        Assert.Null(await Variant("session=v1", "visits"));
        (await Gateway.PostEvents("""{"event_type":"page_view","session_id":"v1","item_id":"i"}""")).AssertCounts(1, 0, 0);
        Assert.NotNull(await Variant("session=v1", "visits"));
        await Gateway.Lead("visits", "pause");
    }

    [Fact]
    public async Task Request_without_anybody_leads_to_a_fault() =>
        (await Gateway.Get("/api/v1/assignments?placement=home")).AssertFaulty("user", "a user or a session");

    private async Task<string?> Variant(string query, string experiment)
    {
        var reply = await Gateway.Get("/api/v1/assignments?" + query);
        Assert.True(reply.Status == HttpStatusCode.OK, reply.Text);
        return reply.Json.GetProperty("assignments").EnumerateArray()
            .Where(a => a.GetProperty("experiment_id").GetString() == experiment).Select(a => a.GetProperty("variant").GetString())
            .SingleOrDefault();
    }

    private async Task Start(string id, string targeting)
    {
        await Gateway.Define(id, $$"""
            {"experiment_id":"{{id}}","layer":"{{id}}","targeting":"{{targeting}}","primary_metric":{"metric_id":"buys","kind":"count","event_type":"purchase"},
             "variants":[{"key":"a","parameters":{{Weights}}},{"key":"b","parameters":{{Weights}}}]}
            """);
        await Gateway.Lead(id, "start");
    }
}
