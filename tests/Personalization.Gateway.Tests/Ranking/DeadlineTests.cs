using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Personalization.Gateway.Experiments;
using Personalization.Gateway.Hosting;
using Personalization.Gateway.Metrics;
using Personalization.Gateway.Problems;
using Personalization.Gateway.Ranking;
using Personalization.Gateway.Tests.Http;

namespace Personalization.Gateway.Tests.Ranking;

/// <summary>Decisions whose person does not answer in time.</summary>
public sealed class DeadlineTests(ShopFixture fixture) : IClassFixture<ShopFixture>
{
    [Fact]
    public async Task Person_that_does_not_answer_leads_to_the_fallback_within_the_deadline()
    {
        await using var app = await Start(TimeSpan.FromMilliseconds(30));
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        foreach (var query in new[] { "user=shopper-1", "session=visit-1-0" })
        {
            using var recommended = await Reply(await http.GetAsync("/api/v1/recommendations?count=7&" + query));
            Assert.True(recommended.RootElement.GetProperty("fallback").GetBoolean());
            Assert.Equal(7, recommended.RootElement.GetProperty("items").GetArrayLength());
        }
        using var ranked = await Reply(await http.PostAsync("/api/v1/rank", Json("""{"user_id":"shopper-1","items":["shoes-1","books-1","unknown"]}""")));
        Assert.True(ranked.RootElement.GetProperty("fallback").GetBoolean());
        Assert.Equal(3, ranked.RootElement.GetProperty("items").GetArrayLength());
        using var chosen = await Reply(await http.PostAsync("/api/v1/personalize", Json("""{"customer_id":"shopper-1","available_items":["shoes-1","books-1"]}""")));
        Assert.True(chosen.RootElement.GetProperty("fallback").GetBoolean());
        Assert.Contains(chosen.RootElement.GetProperty("selected_item").GetString(), new[] { "shoes-1", "books-1" });
        using var assigned = await Reply(await http.GetAsync("/api/v1/assignments?user=shopper-1"));
        Assert.True(assigned.RootElement.GetProperty("fallback").GetBoolean());
        Assert.Equal(0, assigned.RootElement.GetProperty("assignments").GetArrayLength());
        Assert.Equal(5, app.Services.GetRequiredService<GatewayMetrics>().Fallbacks);
        Assert.Equal(5, app.Services.GetRequiredService<GatewayMetrics>().Decisions);
    }

    [Fact]
    public async Task Nobody_in_particular_leads_to_no_fallback()
    {
        await using var app = await Start(TimeSpan.FromMilliseconds(30));
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        using var recommended = await Reply(await http.GetAsync("/api/v1/recommendations"));
        Assert.False(recommended.RootElement.TryGetProperty("fallback", out _));
        Assert.Equal(0, app.Services.GetRequiredService<GatewayMetrics>().Fallbacks);
    }

    /// <summary>The decisions' endpoints alone, over the shop's catalogue and actors that never answer.</summary>
    private async Task<WebApplication> Start(TimeSpan deadline)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var (node, options) = (fixture.Gateway.Engine.Node, new GatewayOptions { DecisionDeadline = deadline });
        builder.Services.AddSingleton(node).AddSingleton(options).AddSingleton<GatewayMetrics>();
        builder.Services.AddSingleton(services => new DecisionDispatcher(
            new SlowActors(), node.Decider, services.GetRequiredService<GatewayMetrics>(),
            new DecisionDeadline(deadline, TimeProvider.System)));
        var app = builder.Build();
        app.UseProblems();
        app.MapDecisions();
        app.MapAssignments();
        await app.StartAsync();
        return app;
    }

    private static HttpContent Json(string body) => RunningGateway.Content(System.Text.Encoding.UTF8.GetBytes(body), "application/json");

    private static async Task<System.Text.Json.JsonDocument> Reply(HttpResponseMessage response)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync();
            Assert.True(response.IsSuccessStatusCode, text);
            return System.Text.Json.JsonDocument.Parse(text);
        }
    }
}
