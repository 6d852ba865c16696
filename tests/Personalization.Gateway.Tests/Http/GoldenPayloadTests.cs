using System.Net;
using System.Text.Json;
using Personalization.Contracts;

namespace Personalization.Gateway.Tests.Http;

public sealed class GoldenPayloadTests
{
    [Fact]
    public async Task Canonical_requests_lead_to_the_canonical_answers()
    {
        await using var gateway = await RunningGateway.Start();

        foreach (var id in new[] { "shoe-3", "shoe-2", "shoe-1" })
        {
            var put = await gateway.Put("/api/v1/items/" + id, Golden.Text("item.json").Replace("shoe-1", id, StringComparison.Ordinal));
            Assert.Equal(HttpStatusCode.OK, put.Status);
        }
        Golden.AssertMatches("item.json", (await gateway.Get("/api/v1/items/shoe-1")).Json);

        var e = Golden.Text("event.json");
        Golden.AssertMatches("event-answer.json", (await gateway.PostEvents($$"""[{{e}}, {{e}}, {"event_type":"click"}]""")).Json);
        var stored = Assert.Single(await gateway.Stored());
        Golden.AssertMatches("event.json", JsonSerializer.SerializeToElement(stored, ContractsJson.Default.Event));
        Golden.AssertMatches("problem.json", (await gateway.PostEvents("""{"event_type":"click"}""")).Json);

        // A person whose purchase is fresh, and not the first event in its part of the log: a position of 0 would be absent.
        (await gateway.PostLines(string.Join(
            '\n', Enumerable.Range(0, 100).Select(i => $$"""{"event_type":"click","user_id":"early-{{i}}"}"""))))
            .AssertCounts(100, 0, 0);
        e = e.Replace("customer-7", "customer-8", StringComparison.Ordinal).Replace("evt-", "evt-8-", StringComparison.Ordinal)
            .Replace("2026-01-20T14:30:00.25+00:00", DateTimeOffset.UtcNow.ToString("O"), StringComparison.Ordinal);
        (await gateway.PostEvents(e)).AssertCounts(1, 0, 0);
        Golden.AssertMatches("profile.json", (await gateway.Get("/api/v1/users/customer-8")).Json);
        Golden.AssertMatches("recommendations.json", (await gateway.Get("/api/v1/recommendations?user=customer-8&explain=true")).Json);
        Golden.AssertMatches("personalize.json", (await gateway.Post("/api/v1/personalize", Golden.Text("personalize-request.json"))).Json);
    }
}
