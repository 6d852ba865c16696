using System.Net;
using System.Text.Json;
using Personalization.Gateway.Tests.Http;

namespace Personalization.Gateway.Tests.Ranking;

/// <summary>Recommendations over HTTP.</summary>
public sealed class RecommendationTests(ShopFixture fixture) : IClassFixture<ShopFixture>
{
    private RunningGateway Gateway => fixture.Gateway;

    [Fact]
    public async Task Event_leads_to_other_recommendations_with_a_reason_that_names_its_item()
    {
        var user = "newcomer-" + Guid.NewGuid().ToString("N");
        var before = await Gateway.Get($"/api/v1/recommendations?user={user}&count=10");
        Assert.Equal(10, before.ItemIds().Length);
        Assert.DoesNotContain("garden number 3", before.Text, StringComparison.Ordinal);
        await Gateway.PostEvents($$"""{"event_type":"add_to_cart","user_id":"{{user}}","item_id":"garden-3"}""");
        var after = await Gateway.Get($"/api/v1/recommendations?user={user}&count=10");
        Assert.NotEqual(before.ItemIds(), after.ItemIds());
        Assert.True(after.ItemIds().Count(IsGarden) > before.ItemIds().Count(IsGarden));
        Assert.Contains(after.Json.GetProperty("items").EnumerateArray(), item =>
            IsGarden(item.GetProperty("item_id").GetString()!)
                && Reasons(item).Any(text => text.Contains("garden", StringComparison.Ordinal)));
        Assert.Contains("garden number 3", after.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_next_event_leads_to_what_fits_it()
    {
        foreach (var category in new[] { "music", "toys", "kitchen" })
        {
            var user = "browser-" + category;
            for (var i = 0; i < 4; i++)
            {
                await Gateway.PostEvents($$"""{"event_type":"page_view","user_id":"{{user}}","item_id":"{{category}}-{{i}}"}""");
            }
            var items = (await Gateway.Get($"/api/v1/recommendations?user={user}&count=6")).ItemIds();
            Assert.Contains(items, item => item.StartsWith(category, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Unknown_user_and_nobody_lead_to_a_list_for_newcomers()
    {
        foreach (var query in new[] { "?user=nobody-ever", "?session=no-visit-ever", "" })
        {
            var reply = await Gateway.Get("/api/v1/recommendations" + query);
            Assert.Equal((HttpStatusCode.OK, 20), (reply.Status, reply.ItemIds().Length));
            Assert.Equal(20, reply.ItemIds().Distinct().Count());
            Assert.False(reply.Json.TryGetProperty("fallback", out _));
        }
        (await Gateway.Get("/api/v1/users/nobody-ever")).AssertProblem(HttpStatusCode.NotFound, "nobody-ever");
    }

    [Fact]
    public async Task Visit_without_a_user_leads_to_what_fits_the_visit()
    {
        await Gateway.PostLines(string.Join(
            '\n', Enumerable.Range(0, 4).Select(i => $$"""{"event_type":"page_view","session_id":"anonymous","item_id":"toys-{{i}}"}""")));
        var items = (await Gateway.Get("/api/v1/recommendations?session=anonymous&count=6")).ItemIds();
        Assert.Contains(items, item => item.StartsWith("toys", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Parameters_lead_to_a_list_within_them()
    {
        var reply = await Gateway.Get("/api/v1/recommendations?user=shopper-1&category=music&count=5&explain=true&placement=home");
        Assert.All(reply.ItemIds(), item => Assert.StartsWith("music", item, StringComparison.Ordinal));
        Assert.Equal(5, reply.ItemIds().Length);
        Assert.NotEqual(0, reply.Json.GetProperty("stages").GetArrayLength());
        Assert.Equal(60, (await Gateway.Get("/api/v1/recommendations?user=nobody&count=1000")).ItemIds().Length);
        var seen = (await Gateway.Get("/api/v1/users/shopper-1"))
            .Json.GetProperty("recent_events")
            .EnumerateArray()
            .Select(e => e.GetProperty("item_id").GetString())
            .ToHashSet();
        Assert.DoesNotContain(
            (await Gateway.Get("/api/v1/recommendations?user=shopper-1&exclude_seen=true&count=20")).ItemIds(), seen.Contains);
        Assert.Empty((await Gateway.Get("/api/v1/recommendations?category=no-such-category")).ItemIds());
    }

    [Theory]
    [InlineData("count=0", "count", "'0'", "1 to 1000")]
    [InlineData("count=-1", "count", "'-1'", "1 to 1000")]
    [InlineData("count=1000000000", "count", "'1000000000'", "1 to 1000")]
    [InlineData("count=99999999999999999999", "count", "1 to 1000")]
    [InlineData("count=abc", "count", "'abc'", "1 to 1000")]
    [InlineData("count=1.5", "count", "'1.5'", "1 to 1000")]
    [InlineData("user=a%07b", "user", "U+0007")]
    [InlineData("session=%0A", "session", "U+000A")]
    [InlineData("item=%7F", "item", "U+007F")]
    [InlineData("recommender=magic", "recommender", "'magic'", "popular")]
    [InlineData("explain=maybe", "explain", "'maybe'", "true or false")]
    [InlineData("exclude_seen=2", "exclude_seen", "'2'", "true or false")]
    [InlineData("user_id=u1", "user_id", "no parameter", "user, session")]
    public async Task Faulty_parameter_leads_to_its_name_fault_and_range(string query, string field, params string[] fragments)
    {
        (await Gateway.Get("/api/v1/recommendations?" + query)).AssertFaulty(field, fragments);
        if (field == "count")
        {
            (await Gateway.Get("/api/v1/trending?" + query)).AssertFaulty(field, fragments);
            (await Gateway.Get("/api/v1/items/shoes-1/similar?" + query)).AssertFaulty(field, fragments);
        }
        await Gateway.AssertServes();
    }

    [Fact]
    public async Task Huge_query_leads_to_a_refusal()
    {
        (await Gateway.Get("/api/v1/recommendations?user=" + new string('u', 6000))).AssertFaulty("user", "6000", "128");
        (await Gateway.Get("/api/v1/recommendations?count=" + new string('9', 6000))).AssertFaulty("count", "…");
        (await Gateway.Get("/api/v1/recommendations?recommender=" + new string('r', 6000))).AssertFaulty("recommender");
        Assert.Equal(
            HttpStatusCode.RequestUriTooLong, (await Gateway.Get("/api/v1/recommendations?user=" + new string('u', 100_000))).Status);
        await Gateway.AssertServes();
    }

    private static bool IsGarden(string item) => item.StartsWith("garden", StringComparison.Ordinal);

    private static IEnumerable<string> Reasons(JsonElement item) =>
        item.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetProperty("text").GetString()!);
}
