using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Personalization.Gateway.Experiments;
using Personalization.Gateway.Hosting;
using Personalization.Gateway.Metrics;
using Personalization.Gateway.Problems;
using Personalization.Gateway.Ranking;
using Personalization.Gateway.Tests.Http;
using Personalization.Tests.Shared;

namespace Personalization.Gateway.Tests.Ranking;

/// <summary>Decisions whose person does not answer in time.</summary>
public sealed class DeadlineTests(ShopFixture fixture) : IClassFixture<ShopFixture>
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(1);

    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Answers_that_come_by_the_deadline_are_taken_and_later_ones_are_not()
    {
        using var deadline = new DecisionDeadline(s_deadline, _clock);
        var (early, late) = (new TaskCompletionSource<int>(), new TaskCompletionSource<int>());
        var waits = new[] { early, late }.Select(answer => deadline.Wait(new ValueTask<int>(answer.Task))).ToArray();
        _clock.Advance(s_deadline - s_step);
        Assert.DoesNotContain(waits, static wait => wait.IsCompleted);
        early.SetResult(1);
        _clock.Advance(s_step);
        late.SetResult(2);
        Assert.Equal(1, await waits[0]);
        await Assert.ThrowsAsync<TimeoutException>(() => waits[1]);
    }

    [Fact]
    public async Task Person_that_does_not_answer_leads_to_the_fallback()
    {
        await using var app = await Start();
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()), Timeout = Patience.Limit };
        foreach (var query in new[] { "user=shopper-1", "session=visit-1-0" })
        {
            using var recommended = await Late(http.GetAsync("/api/v1/recommendations?count=7&" + query));
            Assert.True(recommended.RootElement.GetProperty("fallback").GetBoolean());
            Assert.Equal(7, recommended.RootElement.GetProperty("items").GetArrayLength());
        }
        using var ranked = await Late(http.PostAsync(
            "/api/v1/rank", Json("""{"user_id":"shopper-1","items":["shoes-1","books-1","unknown"]}""")));
        Assert.True(ranked.RootElement.GetProperty("fallback").GetBoolean());
        Assert.Equal(3, ranked.RootElement.GetProperty("items").GetArrayLength());
        using var chosen = await Late(http.PostAsync(
            "/api/v1/personalize", Json("""{"customer_id":"shopper-1","available_items":["shoes-1","books-1"]}""")));
        Assert.True(chosen.RootElement.GetProperty("fallback").GetBoolean());
        Assert.Contains(chosen.RootElement.GetProperty("selected_item").GetString(), new[] { "shoes-1", "books-1" });
        using var assigned = await Late(http.GetAsync("/api/v1/assignments?user=shopper-1"));
        Assert.True(assigned.RootElement.GetProperty("fallback").GetBoolean());
        Assert.Equal(0, assigned.RootElement.GetProperty("assignments").GetArrayLength());
        Assert.Equal(5, app.Services.GetRequiredService<GatewayMetrics>().Fallbacks);
        Assert.Equal(5, app.Services.GetRequiredService<GatewayMetrics>().Decisions);
    }

    [Fact]
    public async Task Nobody_in_particular_leads_to_no_fallback()
    {
        // The clock stands still.
        await using var app = await Start();
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()), Timeout = Patience.Limit };
        using var recommended = await Reply(await http.GetAsync("/api/v1/recommendations"));
        Assert.False(recommended.RootElement.TryGetProperty("fallback", out _));
        Assert.Equal(0, app.Services.GetRequiredService<GatewayMetrics>().Fallbacks);
    }

    /// <summary>The decisions' endpoints alone, over the shop's catalogue and actors that never answer.</summary>
    private async Task<WebApplication> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var (node, options) = (fixture.Gateway.Engine.Node, new GatewayOptions { DecisionDeadline = s_deadline });
        builder.Services.AddSingleton(node).AddSingleton(options).AddSingleton<GatewayMetrics>();
        builder.Services.AddSingleton(services => new DecisionDispatcher(
            new SlowActors(), node.Decider, services.GetRequiredService<GatewayMetrics>(),
            new DecisionDeadline(s_deadline, _clock)));
        var app = builder.Build();
        app.UseProblems();
        app.MapDecisions();
        app.MapAssignments();
        await app.StartAsync();
        return app;
    }

    private static HttpContent Json(string body) => RunningGateway.Content(System.Text.Encoding.UTF8.GetBytes(body), "application/json");

    // The answer that comes though the clock alone goes on.
    private async Task<System.Text.Json.JsonDocument> Late(Task<HttpResponseMessage> answering)
    {
        await Eventually.True(
            () =>
            {
                _clock.Advance(s_step);
                return answering.IsCompleted;
            },
            "a late decision is answered");
        return await Reply(await answering);
    }

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
