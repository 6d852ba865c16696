using System.Net;
using System.Text.Json;
using Personalization.Gateway.Tests.Http;

namespace Personalization.Gateway.Tests.Users;

/// <summary>Persons and visits over HTTP.</summary>
public sealed class UserTests(ShopFixture fixture) : IClassFixture<ShopFixture>
{
    private RunningGateway Gateway => fixture.Gateway;

    [Fact]
    public async Task Events_lead_to_totals_features_affinities_and_recent_events()
    {
        await Gateway.PostLines("""
            {"event_type":"page_view","user_id":"profile","session_id":"profile-visit","item_id":"toys-1"}
            {"event_type":"add_to_cart","user_id":"profile","session_id":"profile-visit","item_id":"toys-1","value":11,"quantity":2}
            {"event_type":"purchase","user_id":"profile","session_id":"profile-visit","item_id":"toys-1","value":22,"quantity":2}
            """);
        var profile = await Gateway.Get("/api/v1/users/profile");
        Assert.Equal(("profile", 3, 1, 22.0), (profile.String("user_id"), profile.Number("event_count"), profile.Number("purchase_count"),
            profile.Json.GetProperty("total_spent").GetDouble()));
        Assert.Equal("purchase", profile.Json.GetProperty("recent_events")[0].GetProperty("event_type").GetString());
        Assert.Contains("toys", profile.Json.GetProperty("affinities").ToString(), StringComparison.Ordinal);
        var visit = await Gateway.Get("/api/v1/sessions/profile-visit");
        Assert.Equal(
            ("profile-visit", "profile", 3, 1),
            (visit.String("session_id"), visit.String("user_id"), visit.Number("event_count"), visit.Number("purchase_count")));
    }

    [Fact]
    public async Task Names_of_features_lead_to_values_and_the_unknown_ones_told()
    {
        await Gateway.PostEvents("""{"event_type":"page_view","user_id":"asked","item_id":"toys-1"}""");
        var reply = await Gateway.Get("/api/v1/users/asked/features?names=page_view.count.1h,%20purchase.sum.30d,luck,"
            + "affinity.category.toys,page_view.count.2y,events");
        var features = reply.Json.GetProperty("features");
        Assert.Equal(
            ["page_view.count.1h", "purchase.sum.30d", "luck", "affinity.category.toys", "page_view.count.2y", "events"],
            features.EnumerateObject().Select(f => f.Name));
        Assert.Equal((1, 0, 1), (features.GetProperty("page_view.count.1h").GetDouble(),
            features.GetProperty("purchase.sum.30d").GetDouble(), features.GetProperty("events").GetDouble()));
        Assert.True(features.GetProperty("affinity.category.toys").GetDouble() > 0);
        Assert.Equal(JsonValueKind.Null, features.GetProperty("luck").ValueKind);
        Assert.Equal(["luck", "page_view.count.2y"], reply.Json.GetProperty("unknown").EnumerateArray().Select(n => n.GetString()));
    }

    [Fact]
    public async Task Unknown_person_leads_to_404_and_features_of_somebody_new()
    {
        (await Gateway.Get("/api/v1/users/nobody")).AssertProblem(HttpStatusCode.NotFound, "'nobody'");
        (await Gateway.Get("/api/v1/sessions/nowhere")).AssertProblem(HttpStatusCode.NotFound, "'nowhere'");
        Assert.Equal(0, await Gateway.Feature("nobody", "events"));
        (await Gateway.Get("/api/v1/users/nobody")).AssertProblem(HttpStatusCode.NotFound, "'nobody'");
    }

    [Fact]
    public async Task Too_many_names_lead_to_the_limit() =>
        (await Gateway.Get("/api/v1/users/u/features?names=" + string.Join(',', Enumerable.Repeat("events", 201))))
            .AssertFaulty("names", "201", "200");

    [Theory]
    [InlineData("users/{0}")]
    [InlineData("users/{0}/features")]
    [InlineData("users/{0}/live")]
    [InlineData("sessions/{0}")]
    [InlineData("items/{0}")]
    [InlineData("items/{0}/similar")]
    public async Task Faulty_id_in_the_path_leads_to_its_fault(string path)
    {
        (await Gateway.Get("/api/v1/" + string.Format(null, path, "a%0Ab"))).AssertFaulty("id", "U+000A");
        (await Gateway.Get("/api/v1/" + string.Format(null, path, new string('x', 3000)))).AssertFaulty("id", "3000", "128");
        await Gateway.AssertServes();
    }

    [Theory]
    [InlineData("GET", "/api/v1/nothing", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/v1/users", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/api/v1/events", HttpStatusCode.MethodNotAllowed)]
    [InlineData("PUT", "/api/v1/users/a", HttpStatusCode.MethodNotAllowed)]
    public async Task Path_or_method_that_is_not_served_leads_to_problem_details(string method, string path, HttpStatusCode status) =>
        (await Gateway.Send(new HttpMethod(method), path)).AssertProblem(status, method, path);
}
