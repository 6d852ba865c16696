using System.Net;
using System.Text.Json;
using Personalization.Gateway.Tests.Http;

namespace Personalization.Gateway.Tests.Ranking;

/// <summary>Ranking of a given list, and one choice of a given set.</summary>
public sealed class ChoiceTests(ShopFixture fixture) : IClassFixture<ShopFixture>
{
    private RunningGateway Gateway => fixture.Gateway;

    [Fact]
    public async Task Ranked_list_leads_to_all_of_it_with_the_unknown_last()
    {
        var reply = await Gateway.Post(
            "/api/v1/rank", """{"user_id":"shopper-1","items":["no-such-item","shoes-1",{"item_id":"books-1"},"books-2","shoes-2"]}""");
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal(["books-1", "books-2", "no-such-item", "shoes-1", "shoes-2"], reply.ItemIds().Order(StringComparer.Ordinal));
        Assert.Equal("no-such-item", reply.ItemIds()[^1]);
        Assert.StartsWith("books", reply.ItemIds()[0], StringComparison.Ordinal);
        var scores = reply.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("score").GetDouble()).ToArray();
        Assert.Equal(scores.OrderDescending(), scores);
    }

    [Fact]
    public async Task Same_list_leads_to_another_order_for_another_taste()
    {
        const string Items = "\"items\":[\"books-4\",\"shoes-4\",\"books-5\",\"shoes-5\"]";
        var (shoes, books) = (await Gateway.Post("/api/v1/rank", "{\"user_id\":\"shopper-2\"," + Items + "}"),
            await Gateway.Post("/api/v1/rank", "{\"user_id\":\"shopper-3\"," + Items + "}"));
        Assert.StartsWith("shoes", shoes.ItemIds()[0], StringComparison.Ordinal);
        Assert.StartsWith("books", books.ItemIds()[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choice_leads_to_one_of_the_set_with_its_probability_and_the_others()
    {
        string[] set = ["shoes-1", "books-1", "garden-1", "music-1"];
        var chosen = new Dictionary<string, int>();
        for (var i = 0; i < 60; i++)
        {
            var reply = await Gateway.Post(
                "/api/v1/personalize",
                """{"customer_id":"shopper-2","available_items":["shoes-1","books-1","garden-1","music-1"],"context":{"device":"mobile"}}""");
            Assert.Equal(HttpStatusCode.OK, reply.Status);
            var selected = reply.String("selected_item");
            Assert.Contains(selected, set);
            Assert.InRange(reply.Json.GetProperty("propensity").GetDouble(), 1e-6, 1);
            Assert.InRange(reply.Json.GetProperty("confidence_score").GetDouble(), 0, 1);
            var others = reply.Json.GetProperty("alternative_options").EnumerateArray().Select(o => o.GetProperty("item_id").GetString()!);
            Assert.Equal(set.Except([selected]).Order(StringComparer.Ordinal), others.Order(StringComparer.Ordinal));
            chosen[selected] = chosen.GetValueOrDefault(selected) + 1;
        }
        Assert.Equal("shoes-1", chosen.MaxBy(c => c.Value).Key);
    }

    [Theory]
    [InlineData("{}", "§", "missing", "1 to 1000")]
    [InlineData("""{"§":[]}""", "§", "empty", "1 to 1000")]
    [InlineData("""{"§":"a"}""", "§", "string", "array")]
    [InlineData("""{"§":["a","b","a"]}""", "§[2]", "repeats 'a'")]
    [InlineData("""{"§":["a",""]}""", "§[1]", "empty", "1 to 128")]
    [InlineData("""{"§":["a",null]}""", "§[1]", "no item id")]
    [InlineData("""{"§":["a",["b"]]}""", "§[1]", "no item id")]
    [InlineData("""{"§":[{"name":"x"}]}""", "§[0]", "no item id")]
    [InlineData("""{"§":["\ud800"]}""", "§[0]", "no item id")]
    [InlineData("""{"§":["a\u0000b"]}""", "§[0]", "U+0000")]
    [InlineData("""{"user_id":"a\u0001","§":["a"]}""", "customer_id", "U+0001")]
    [InlineData("""{"user_id":{},"§":["a"]}""", "customer_id", "object", "string is expected")]
    [InlineData("""{"session_id":"","§":["a"]}""", "session_id", "empty")]
    [InlineData("""{"context":7,"§":["a"]}""", "context", "number", "object is expected")]
    [InlineData("""{"placement":7,"§":["a"]}""", "placement", "number", "string is expected")]
    [InlineData("[]", "request", "array", "object is expected")]
    public async Task Faulty_field_leads_to_its_name_fault_and_range(string body, string field, params string[] fragments)
    {
        foreach (var (path, items) in new[] { ("/api/v1/rank", "items"), ("/api/v1/personalize", "available_items") })
        {
            (await Gateway.Post(path, body.Replace("§", items, StringComparison.Ordinal)))
                .AssertFaulty(field.Replace("§", items, StringComparison.Ordinal), fragments);
        }
        await Gateway.AssertServes();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"items\":[\"a\"],\"available_items\":[\"a\"]")]
    [InlineData("{\"items\":[\"a\"],\"available_items\":[\"a\"]} and more")]
    [InlineData("{\"items\":[7.],\"available_items\":[7.]}")]
    public async Task Malformed_body_leads_to_its_place(string body)
    {
        (await Gateway.Post("/api/v1/rank", body)).AssertProblem(HttpStatusCode.BadRequest, "Line 1, byte");
        (await Gateway.Post("/api/v1/personalize", body)).AssertProblem(HttpStatusCode.BadRequest, "Line 1, byte");
    }

    [Fact]
    public async Task Too_many_items_lead_to_the_limit()
    {
        var many = JsonSerializer.Serialize(Enumerable.Range(0, 1001).Select(i => $"x{i}"));
        (await Gateway.Post("/api/v1/rank", $$"""{"items":{{many}}}""")).AssertFaulty("items", "more than 1000");
        var most = JsonSerializer.Serialize(Enumerable.Range(0, 1000).Select(i => $"x{i}"));
        Assert.Equal(1000, (await Gateway.Post("/api/v1/rank", $$"""{"items":{{most}}}""")).ItemIds().Length);
    }
}
