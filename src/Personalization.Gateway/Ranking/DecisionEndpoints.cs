using System.Diagnostics;
using Microsoft.OpenApi;
using Personalization.Contracts.Ranking;
using Personalization.Engine.Ranking;
using Personalization.Gateway.Hosting;
using Personalization.Gateway.Problems;

namespace Personalization.Gateway.Ranking;

/// <summary>The decisions: recommendations, ranking of a given list, one choice of a given set.</summary>
internal static class DecisionEndpoints
{
    public static void MapDecisions(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var dispatcher = services.GetRequiredService<DecisionDispatcher>();
        var options = services.GetRequiredService<GatewayOptions>();
        var codes = DecisionPath.Codes.ToArray();
        routes.Get("/api/v1/recommendations", http => Recommend(http, dispatcher, codes))
            .WithTags("Decisions").WithSummary("Recommend items")
            .WithDescription(
                "The best items for a person, a visit or nobody in particular. A person who is not known gets a list for newcomers.")
            .Query("user", "The person.").Query("session", "The visit, for somebody without a user id.")
            .Query("item", "The item being looked at.")
            .Query("category", "Only items of this category.").Query("count", "1 to 1000; 20 by default.", JsonSchemaType.Integer)
            .Query("recommender", "Ask one recommender alone: " + string.Join(", ", codes) + ".")
            .Query("exclude_seen", "Leave out what the person met before.", JsonSchemaType.Boolean)
            .Query("placement", "Where the list is shown; logged with the decision.")
            .Query("explain", "Add the stages with their timings.", JsonSchemaType.Boolean)
            .Produces<RecommendationResult>().Problems(400);
        routes.Post("/api/v1/rank", http => Rank(http, dispatcher, options))
            .WithTags("Decisions").WithSummary("Rank a given list")
            .WithDescription("All items come back, best first; what the catalogue does not have comes last.")
            .Accepts<RankRequest>("application/json").Produces<RecommendationResult>().Problems(400, 413);
        routes.Post("/api/v1/personalize", http => Personalize(http, dispatcher, options))
            .WithTags("Decisions").WithSummary("Choose one item of a given set")
            .WithDescription("The choice with its exact probability (propensity), confidence, alternatives and reasoning. "
                + "A small share of choices explores.")
            .Accepts<PersonalizeRequest>("application/json").Produces<PersonalizeResult>().Problems(400, 413);
    }

    private static Task Recommend(HttpContext http, DecisionDispatcher dispatcher, string[] codes)
    {
        var started = Stopwatch.GetTimestamp();
        var query = new QueryReader(http.Request.Query);
        query.Only("user", "session", "item", "category", "count", "recommender", "exclude_seen", "placement", "explain");
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
        var answering = dispatcher.Recommend(request, started);
        return answering.IsCompletedSuccessfully ? Write(http, answering.Result) : WriteLater(http, answering);

        static async Task WriteLater(HttpContext http, ValueTask<RecommendationResult> answering) => await Write(http, await answering);
    }

    private static async Task Rank(HttpContext http, DecisionDispatcher dispatcher, GatewayOptions options)
    {
        var started = Stopwatch.GetTimestamp();
        var (request, fault) = await RequestBody.Read(
            http, options.MaxJsonBytes, 0, static (json, _) => (DecisionReader.ReadRank(json, out var fault), fault));
        if (request is null)
        {
            await Problem.Faulty(http, fault!);
            return;
        }
        await Write(http, await dispatcher.Rank(request, started));
    }

    private static async Task Personalize(HttpContext http, DecisionDispatcher dispatcher, GatewayOptions options)
    {
        var started = Stopwatch.GetTimestamp();
        var (request, fault) = await RequestBody.Read(
            http, options.MaxJsonBytes, 0, static (json, _) => (DecisionReader.ReadPersonalize(json, out var fault), fault));
        if (request is null)
        {
            await Problem.Faulty(http, fault!);
            return;
        }
        await JsonResponse.Write(
            http, await dispatcher.Personalize(request, started), static (writer, result) => DecisionWriter.Write(writer, result));
    }

    private static Task Write(HttpContext http, RecommendationResult result) =>
        JsonResponse.Write(http, result, static (writer, r) => DecisionWriter.Write(writer, r));
}
