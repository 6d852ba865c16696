using System.Diagnostics;
using System.Text.Json;
using Personalization.Actors;
using Personalization.Contracts.Ranking;
using Personalization.Gateway.Hosting;
using Personalization.Gateway.Metrics;
using Personalization.Gateway.Problems;

namespace Personalization.Gateway.Ranking;

/// <summary>The decisions: recommendations, ranking of a given list, one choice of a given set.</summary>
internal static class DecisionEndpoints
{
    public static void MapDecisions(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var desk = new DecisionDesk(
            services.GetRequiredService<IActorDirectory>(), services.GetRequiredService<ActorNode>().Decider,
            services.GetRequiredService<GatewayMetrics>(), services.GetRequiredService<GatewayOptions>());
        var options = services.GetRequiredService<GatewayOptions>();
        var codes = services.GetRequiredService<ActorNode>().Path.Codes.ToArray();
        routes.MapGet("/api/v1/recommendations", (HttpContext http) => Recommend(http, desk, codes))
            .WithTags("Decisions").WithSummary("Recommend items")
            .WithDescription(
                "Query parameters: user, session, item (the one being looked at), category, count (1 to 1000, 20 by default), recommender (" + string.Join(", ", codes)
                + "), exclude_seen, placement, explain. A person who is not known gets a list for newcomers.")
            .Produces<RecommendationResult>().ProducesProblem(400);
        routes.MapPost("/api/v1/rank", (HttpContext http) => Rank(http, desk, options))
            .WithTags("Decisions").WithSummary("Rank a given list").WithDescription("All items come back, best first; what the catalogue does not have comes last.")
            .Accepts<RankRequest>("application/json").Produces<RecommendationResult>().ProducesProblem(400).ProducesProblem(413);
        routes.MapPost("/api/v1/personalize", (HttpContext http) => Personalize(http, desk, options))
            .WithTags("Decisions").WithSummary("Choose one item of a given set")
            .WithDescription("The choice with its exact probability (propensity), confidence, alternatives and reasoning. A small share of choices explores.")
            .Accepts<PersonalizeRequest>("application/json").Produces<PersonalizeResult>().ProducesProblem(400).ProducesProblem(413);
    }

    private static Task Recommend(HttpContext http, DecisionDesk desk, string[] codes)
    {
        var started = Stopwatch.GetTimestamp();
        var query = new QueryReader(http.Request.Query);
        var request = new RecommendationRequest
        {
            UserId = query.Id("user"),
            SessionId = query.Id("session"),
            ItemId = query.Id("item"),
            Category = query.Text("category"),
            Count = query.Count("count", 20),
            Recommender = query.Text("recommender") is null ? null : query.OneOf("recommender", codes),
            ExcludeSeen = query.Flag("exclude_seen"),
            Placement = query.Text("placement"),
            Explain = query.Flag("explain"),
        };
        if (query.Fault is { } fault)
        {
            return Problem.Faulty(http, fault);
        }
        var answering = desk.Recommend(request, started);
        return answering.IsCompletedSuccessfully ? Write(http, answering.Result) : WriteLater(http, answering);

        static async Task WriteLater(HttpContext http, ValueTask<RecommendationResult> answering) => await Write(http, await answering);
    }

    private static async Task Rank(HttpContext http, DecisionDesk desk, GatewayOptions options)
    {
        var started = Stopwatch.GetTimestamp();
        var body = await RequestBody.Read(http, options.MaxJsonBytes);
        if (DecisionReader.ReadRank(body.Span, out var fault) is not { } request)
        {
            await Problem.Faulty(http, fault!);
            return;
        }
        await Write(http, await desk.Rank(request, started));
    }

    private static async Task Personalize(HttpContext http, DecisionDesk desk, GatewayOptions options)
    {
        var started = Stopwatch.GetTimestamp();
        var body = await RequestBody.Read(http, options.MaxJsonBytes);
        if (DecisionReader.ReadPersonalize(body.Span, out var fault) is not { } request)
        {
            await Problem.Faulty(http, fault!);
            return;
        }
        await JsonResponse.Write(http, await desk.Personalize(request, started), static (writer, result) => DecisionWriter.Write(writer, result));
    }

    private static Task Write(HttpContext http, RecommendationResult result) =>
        JsonResponse.Write(http, result, static (writer, r) => DecisionWriter.Write(writer, r));
}
