using System.Net;
using System.Text.Json;
using Personalization.Gateway.Tests.Http;

namespace Personalization.Gateway.Tests.Trending;

/// <summary>Lists that concern items and not persons.</summary>
public sealed class TrendingTests(ShopFixture fixture) : IClassFixture<ShopFixture>
{
    private RunningGateway Gateway => fixture.Gateway;

    [Fact]
    public async Task Rush_on_an_item_leads_to_it_trending()
    {
        var before = await Gateway.Get("/api/v1/trending?count=5");
        Assert.Contains(before.String("basis"), new[] { "trending", "popular" });
        Assert.Equal(5, before.ItemIds().Length);
        var rush = Enumerable.Range(0, 400).Select(i => $$"""{"event_type":"page_view","user_id":"rush-{{i}}","item_id":"kitchen-9"}""");
        await Gateway.PostLines(string.Join('\n', rush));
        await Eventually.True(
            async () => (await Gateway.Get("/api/v1/trending?count=1")).ItemIds()[0] == "kitchen-9",
            "the item that everybody looks at comes first");
        var first = (await Gateway.Get("/api/v1/trending?count=1")).Json.GetProperty("items")[0];
        Assert.Equal("kitchen number 9", first.GetProperty("name").GetString());
        Assert.True(first.GetProperty("score").GetDouble() > 0);
    }

    [Theory]
    [InlineData("", "viewed")]
    [InlineData("&by=viewed", "viewed")]
    [InlineData("&by=bought", "bought")]
    [InlineData("&by=content", "content")]
    public async Task Item_leads_to_similar_ones(string query, string by)
    {
        var reply = await Gateway.Get("/api/v1/items/books-1/similar?count=5" + query);
        Assert.Equal((HttpStatusCode.OK, "books-1", by), (reply.Status, reply.String("item_id"), reply.String("by")));
        Assert.InRange(reply.ItemIds().Length, 1, 5);
        Assert.DoesNotContain("books-1", reply.ItemIds());
        Assert.True(reply.ItemIds().Count(id => id.StartsWith("books", StringComparison.Ordinal)) * 2 > reply.ItemIds().Length);
        var similarities = reply.Json.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("similarity").GetDouble()).ToArray();
        Assert.Equal(similarities.OrderDescending(), similarities);
    }

    [Fact]
    public async Task Unknown_item_or_basis_leads_to_what_is_wrong()
    {
        (await Gateway.Get("/api/v1/items/no-such-item/similar")).AssertProblem(HttpStatusCode.NotFound, "no-such-item");
        (await Gateway.Get("/api/v1/items/books-1/similar?by=magic")).AssertFaulty("by", "'magic'", "viewed, bought, content");
        var reply = await Gateway.Get("/api/v1/recommendations?item=no-such-item");
        Assert.Equal((HttpStatusCode.OK, JsonValueKind.Array), (reply.Status, reply.Json.GetProperty("items").ValueKind));
    }
}
