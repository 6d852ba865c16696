using System.Text.Json;
using Personalization.Gateway.Tests.Http;

namespace Personalization.Gateway.Tests.Hosting;

public sealed class OpenApiTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task Every_endpoint_leads_to_its_description()
    {
        var paths = (await fixture.Gateway.Get("/openapi/v1.json")).Json.GetProperty("paths");
        var described = paths.EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name.ToUpperInvariant()} {path.Name}"))
            .Order(StringComparer.Ordinal);
        Assert.Equal(fixture.Gateway.Endpoints().Where(e => !e.Contains("{documentName}", StringComparison.Ordinal)), described);
        Assert.Contains("POST /api/v1/events", described);
        foreach (var method in paths.EnumerateObject().SelectMany(path => path.Value.EnumerateObject()))
        {
            Assert.False(string.IsNullOrEmpty(method.Value.GetProperty("summary").GetString()));
        }
    }

    [Fact]
    public async Task Parameters_of_paths_and_queries_lead_to_their_description()
    {
        var paths = (await fixture.Gateway.Get("/openapi/v1.json")).Json.GetProperty("paths");
        Assert.Equal(
            ["user", "session", "item", "category", "count", "recommender", "exclude_seen", "placement", "explain"],
            Names(paths.GetProperty("/api/v1/recommendations").GetProperty("get")));
        Assert.Equal(["id", "names"], Names(paths.GetProperty("/api/v1/users/{id}/features").GetProperty("get")));
        var post = paths.GetProperty("/api/v1/events").GetProperty("post");
        Assert.Equal(
            ["application/json", "application/x-ndjson"],
            post.GetProperty("requestBody").GetProperty("content").EnumerateObject().Select(c => c.Name));
        Assert.Equal(["200", "400", "413", "503", "507"], post.GetProperty("responses").EnumerateObject().Select(r => r.Name));
    }

    [Fact]
    public async Task Members_lead_to_snake_case_as_on_the_wire()
    {
        var schemas = (await fixture.Gateway.Get("/openapi/v1.json")).Json.GetProperty("components").GetProperty("schemas");
        var members = schemas.EnumerateObject().Where(s => s.Value.TryGetProperty("properties", out _))
            .SelectMany(s => s.Value.GetProperty("properties").EnumerateObject().Select(p => p.Name)).ToArray();
        Assert.Contains("event_type", members);
        Assert.Contains("selected_item", members);
        Assert.All(members, name => Assert.Equal(name.ToLowerInvariant(), name));
    }

    [Fact]
    public async Task Numbers_and_open_ended_objects_lead_to_their_types()
    {
        var schemas = (await fixture.Gateway.Get("/openapi/v1.json")).Json.GetProperty("components").GetProperty("schemas");
        Assert.DoesNotContain(
            "string", schemas.GetProperty("Event").GetProperty("properties").GetProperty("value").GetProperty("type").ToString(),
            StringComparison.Ordinal);
        Assert.Equal("object", schemas.GetProperty("JsonText").GetProperty("type").GetString());
    }

    private static IEnumerable<string> Names(JsonElement operation) =>
        operation.GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString()!);
}
