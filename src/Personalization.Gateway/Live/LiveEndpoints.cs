using System.Text.Json;
using Personalization.Log;
using Personalization.Contracts;
using Personalization.Contracts.Ranking;
using Personalization.Gateway.Hosting;
using Personalization.Gateway.Trending;

namespace Personalization.Gateway.Live;

/// <summary>Live updates as server-sent events: the whole engine once a second, one person whenever something changes.</summary>
internal static class LiveEndpoints
{
    private static readonly TimeSpan InterimEvery = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan RefreshEvery = TimeSpan.FromSeconds(10);

    public static void MapLive(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var (rates, node, actors) = (services.GetRequiredService<LiveRates>(), services.GetRequiredService<EngineNode>(),
            services.GetRequiredService<IActorDirectory>());
        var stopping = services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        routes.Get("/api/v1/live", http => Overview(http, rates, node, stopping))
            .WithTags("Live").WithSummary("Follow the engine").WithDescription("Server-sent events, one a second.")
            .Produces(200, "text/event-stream");
        routes.Get("/api/v1/users/{id}/live", http => Person(http, actors, node, stopping))
            .WithTags("Live").WithSummary("Follow a person")
            .WithDescription("Server-sent events: the profile and the recommendations, at once and after every change.")
            .Produces(200, "text/event-stream");
    }

    private static async Task Overview(HttpContext http, LiveRates rates, EngineNode node, CancellationToken stopping)
    {
        await using var messages = new MessageStream(http, stopping);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), node.Time);
        do
        {
            var now = rates.Latest;
            await messages.Send((now, node), static (writer, arg) =>
            {
                writer.WriteStartObject();
                arg.now.Write(writer);
                var trending = TrendingEndpoints.Of(arg.node, 10);
                writer.WriteString("trending_basis"u8, trending.Basis);
                writer.WritePropertyName("trending"u8);
                JsonSerializer.Serialize(writer, trending.Items, AnswerJson.Default.IReadOnlyListTrendingItem);
                writer.WriteEndObject();
            });
        }
        while (await messages.Next(timer));
    }

    private static async Task Person(HttpContext http, IActorDirectory actors, EngineNode node, CancellationToken stopping)
    {
        var id = http.PathId();
        await using var messages = new MessageStream(http, stopping);
        using var timer = new PeriodicTimer(InterimEvery, node.Time);
        var user = actors.User(id);
        var known = -2L;
        var sent = node.Time.GetTimestamp();
        do
        {
            var profile = await user.Describe();
            var position = profile?.AppliedPosition ?? -1;
            if (position == known && node.Time.GetElapsedTime(sent) < RefreshEvery)
            {
                continue;
            }
            (known, sent) = (position, node.Time.GetTimestamp());
            var list = await user.Recommend(new RecommendationRequest { UserId = id, Count = 12, Explain = true, Placement = "console" });
            await messages.Send((profile, list), static (writer, arg) =>
            {
                writer.WriteStartObject();
                writer.WritePropertyName("profile"u8);
                JsonSerializer.Serialize(writer, arg.profile!, ContractsJson.Default.UserProfile);
                writer.WritePropertyName("recommendations"u8);
                JsonSerializer.Serialize(writer, arg.list, ContractsJson.Default.RecommendationResult);
                writer.WriteEndObject();
            });
        }
        while (await messages.Next(timer));
    }
}
