using System.Net;
using Personalization.Gateway.Tests.Http;

namespace Personalization.Gateway.Tests.Items;

/// <summary>Windowed statistics of an item: what everybody did with it.</summary>
public sealed class ItemFeatureTests(ShopFixture fixture) : IClassFixture<ShopFixture>
{
    private RunningGateway Gateway => fixture.Gateway;

    [Fact]
    public async Task Events_of_many_people_add_up_on_the_item()
    {
        await Gateway.PostLines(string.Join('\n', Enumerable.Range(0, 30).Select(i => i % 10 == 0
            ? $$"""{"event_type":"purchase","user_id":"buyer-{{i}}","item_id":"counted","value":12.5}"""
            : $$"""{"event_type":"page_view","user_id":"viewer-{{i}}","item_id":"counted"}""")));
        await Gateway.Engine.Settle();
        var reply = await Gateway.Get("/api/v1/items/counted/features?names=page_view.count.1h,purchase.sum.7d,purchase.mean.1d,"
            + "any.count.30d,click.count.1h,nonsense");
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        var features = reply.Json.GetProperty("features");
        Assert.Equal(27, features.GetProperty("page_view.count.1h").GetDouble());
        Assert.Equal(37.5, features.GetProperty("purchase.sum.7d").GetDouble());
        Assert.Equal(12.5, features.GetProperty("purchase.mean.1d").GetDouble());
        Assert.Equal(30, features.GetProperty("any.count.30d").GetDouble());
        Assert.Equal(0, features.GetProperty("click.count.1h").GetDouble());
        Assert.Equal("nonsense", Assert.Single(reply.Json.GetProperty("unknown").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task Unknown_item_leads_to_not_found_and_no_names_to_the_usual_statistics()
    {
        (await Gateway.Get("/api/v1/items/no-such-item/features")).AssertProblem(HttpStatusCode.NotFound, "no-such-item");
        var features = (await Gateway.Get("/api/v1/items/books-1/features")).Json.GetProperty("features");
        Assert.Equal(24, features.EnumerateObject().Count());
        Assert.All(features.EnumerateObject(), f => Assert.True(f.Value.GetDouble() >= 0));
    }
}
