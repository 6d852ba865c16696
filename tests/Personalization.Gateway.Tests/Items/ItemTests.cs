using System.Net;
using System.Text;
using Personalization.Gateway.Tests.Http;

namespace Personalization.Gateway.Tests.Items;

/// <summary>The catalogue over HTTP.</summary>
public sealed class ItemTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private RunningGateway Gateway => fixture.Gateway;

    [Fact]
    public async Task Put_leads_to_the_item_and_delete_to_none()
    {
        var put = await Gateway.Put(
            "/api/v1/items/crud", """{"name":"Boots","category":"shoes","price":99.5,"tags":["red"],"color":"red"}""");
        Assert.Equal((HttpStatusCode.OK, "crud", "Boots"), (put.Status, put.String("item_id"), put.String("name")));
        var found = await Gateway.Get("/api/v1/items/crud");
        Assert.Equal(("shoes", 99.5, "red"), (found.String("category"), found.Json.GetProperty("price").GetDouble(),
            found.Json.GetProperty("attributes").GetProperty("color").GetString()));
        await Gateway.Put("/api/v1/items/crud", """{"item_id":"crud","name":"Sandals"}""");
        found = await Gateway.Get("/api/v1/items/crud");
        Assert.Equal("Sandals", found.String("name"));
        Assert.False(
            found.Json.TryGetProperty("category", out var category) && category.GetString() is not null, "A put replaces the whole item.");
        Assert.Equal(HttpStatusCode.NoContent, (await Gateway.Send(HttpMethod.Delete, "/api/v1/items/crud")).Status);
        (await Gateway.Get("/api/v1/items/crud")).AssertProblem(HttpStatusCode.NotFound, "crud");
        (await Gateway.Send(HttpMethod.Delete, "/api/v1/items/crud")).AssertProblem(HttpStatusCode.NotFound, "crud");
    }

    [Theory]
    [InlineData("🛍 bag")]
    [InlineData("a/b")]
    [InlineData("a%2Fb")]
    [InlineData("100%")]
    [InlineData("a%2F/b")]
    public async Task Id_of_any_printable_text_leads_to_the_same_id_back(string id)
    {
        var path = "/api/v1/items/" + Uri.EscapeDataString(id);
        Assert.Equal(id, (await Gateway.Put(path, "{}")).String("item_id"));
        Assert.Equal(id, (await Gateway.Get(path)).String("item_id"));
        await Gateway.PostEvents($$"""{"event_type":"page_view","user_id":"u","item_id":"{{id}}"}""");
        Assert.Equal(id, (await Gateway.Get(path + "/similar")).String("item_id"));
        Assert.Equal(HttpStatusCode.NoContent, (await Gateway.Send(HttpMethod.Delete, path)).Status);
    }

    [Theory]
    [InlineData("""{"item_id":"other"}""", "item_id", "'other'", "'faulty'")]
    [InlineData("""{"item_id":["x"]}""", "item_id", "array")]
    [InlineData("""{"price":-1}""", "price", "-1", "from 0")]
    [InlineData("""{"price":1e400}""", "price", "too large")]
    [InlineData("""{"price":"12"}""", "price", "string", "number is expected")]
    [InlineData("""{"margin":1.5}""", "margin", "1.5", "from -1")]
    [InlineData("""{"stock":1.5}""", "stock", "1.5", "whole number")]
    [InlineData("""{"stock":-1}""", "stock", "-1", "from 0")]
    [InlineData("""{"stock":1e300}""", "stock", "whole number")]
    [InlineData("""{"rating":5.1}""", "rating", "5.1")]
    [InlineData("""{"name":7}""", "name", "number", "string is expected")]
    [InlineData("""{"name":"\ud800"}""", "name", "Unicode")]
    [InlineData("""{"tags":"red"}""", "tags", "string", "array")]
    [InlineData("""{"tags":["red",7]}""", "tags[1]", "number")]
    [InlineData("""{"tags":["\ud800"]}""", "tags[0]", "Unicode")]
    [InlineData("""{"tags":[""]}""", "tags[0]", "empty")]
    [InlineData("""{"attributes":[]}""", "attributes", "array", "object is expected")]
    [InlineData("""{"attributes":{"a":"\udc00"}}""", "attributes", "Unicode")]
    [InlineData("""{"note":"\ud83d \ude00"}""", "attributes", "Unicode")]
    [InlineData("""{"available_from":"soon"}""", "available_from", "'soon'")]
    [InlineData("""{"available_from":-1e300}""", "available_from", "1970")]
    [InlineData("[]", "item", "array", "object is expected")]
    public async Task Faulty_field_leads_to_its_name_fault_and_range(string body, string field, params string[] fragments)
    {
        (await Gateway.Put("/api/v1/items/faulty", body)).AssertFaulty(field, fragments);
        (await Gateway.Get("/api/v1/items/faulty")).AssertProblem(HttpStatusCode.NotFound);
        await Gateway.AssertServes();
    }

    [Fact]
    public async Task Million_tags_lead_to_their_number_and_the_limit()
    {
        var body = $$"""{"tags":[{{string.Join(',', Enumerable.Repeat("\"t\"", 1_000_000))}}]}""";
        (await Gateway.Put("/api/v1/items/tags", body)).AssertFaulty("tags", "1000000", "64");
        await Gateway.AssertServes();
    }

    [Theory]
    [InlineData("", "JSON")]
    [InlineData("{\"name\":", "Line 1")]
    [InlineData("{} {}", "Line 1, byte 4")]
    public async Task Malformed_body_leads_to_its_place(string body, params string[] fragments) =>
        (await Gateway.Put("/api/v1/items/malformed", body)).AssertProblem(HttpStatusCode.BadRequest, fragments);

    [Fact]
    public async Task Control_character_in_the_path_leads_to_a_refusal() =>
        (await Gateway.Put("/api/v1/items/a%07b", "{}")).AssertFaulty("id", "U+0007");

    [Theory]
    [InlineData("application/json", "[", ",", "]")]
    [InlineData("application/json", "", "\n", "")]
    [InlineData("application/x-ndjson", "", "\r\n", "\r\n")]
    public async Task Faulty_items_among_many_lead_to_their_index_and_the_others_put(string type, string begin, string between, string end)
    {
        var prefix = Guid.NewGuid().ToString("N");
        string[] items =
        [
            $$"""{"item_id":"{{prefix}}-0"}""", """{"name":"no id"}""", $$"""{"item_id":"{{prefix}}-2","price":-1}""", "7",
            $$"""{"item_id":"{{prefix}}-4"}"""
        ];
        var reply = await Gateway.Post("/api/v1/items", begin + string.Join(between, items) + end, type);
        reply.AssertCounts(2, 0, 3)
            .AssertError(0, 1, "item_id", "missing")
            .AssertError(1, 2, "price", "-1")
            .AssertError(2, 3, "item", "number");
        Assert.Equal(HttpStatusCode.OK, (await Gateway.Get($"/api/v1/items/{prefix}-4")).Status);
    }

    [Fact]
    public async Task Broken_line_among_items_leads_to_its_index_and_the_others_put()
    {
        var reply = await Gateway.Post(
            "/api/v1/items", "{\"item_id\":\"line-0\"}\n{\"item_id\":\n\n{\"item_id\":\"line-2\"}", "application/x-ndjson");
        reply.AssertCounts(2, 0, 1).AssertError(0, 1, "item", "JSON");
        Assert.Equal(HttpStatusCode.OK, (await Gateway.Get("/api/v1/items/line-2")).Status);
    }

    [Fact]
    public async Task Empty_body_of_many_leads_to_a_refusal_that_says_so() =>
        (await Gateway.Post("/api/v1/items", "")).AssertProblem(HttpStatusCode.BadRequest, "empty");

    [Fact]
    public async Task Three_thousand_items_lead_to_all_of_them_after_a_restart()
    {
        await using var gateway = await RunningGateway.Start();
        var lines = new StringBuilder();
        for (var i = 0; i < 3000; i++)
        {
            lines
                .Append(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $$"""{"item_id":"bulk-{{i}}","category":"c{{i % 7}}","tags":["🛒"],"note":"\ud83d\ude00"}""")
                .Append('\n');
        }
        (await gateway.Post("/api/v1/items", lines.ToString(), "application/x-ndjson")).AssertCounts(3000, 0, 0);
        await gateway.Restart();
        Assert.Equal(3000, gateway.Engine.Status.Items);
        Assert.Equal("c3", (await gateway.Get("/api/v1/items/bulk-2999")).String("category"));
    }
}
