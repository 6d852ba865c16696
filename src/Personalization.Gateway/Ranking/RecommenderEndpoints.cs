using Personalization.Log;
using Personalization.Engine.Ranking;
using Personalization.Engine.Learning;
using Personalization.Gateway.Hosting;

namespace Personalization.Gateway.Ranking;

/// <summary>What decisions are made of, and what an experiment's variants can change about it.</summary>
internal static class RecommenderEndpoints
{
    public static void MapRecommenders(this IEndpointRouteBuilder routes)
    {
        var options = routes.ServiceProvider.GetRequiredService<EngineNode>().Options.Decisions;
        routes.Get("/api/v1/recommenders", http => JsonResponse.Write(http, Of(options), AnswerJson.Default.RecommenderList))
            .WithTags("Decisions").WithSummary("List the recommenders")
            .WithDescription("All recommenders with their weights in a score, the weight of relevance against diversity, the share of "
                + "choices that explore, and the policies of single choices. An experiment's variants can change each of them.")
            .Produces<RecommenderList>();
    }

    private static RecommenderList Of(DecisionOptions options) => new(
        [.. DecisionPath.Codes.Select(code => new RecommenderWeight(code, options.Weights.GetValueOrDefault(code)))],
        options.Relevance, options.Exploration, [.. ChoicePolicies.Names]);
}
