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
        routes.Get("/api/v1/recommenders", http => JsonResponse.Write(http, options, static (writer, o) =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("recommenders");
            foreach (var code in DecisionPath.Codes)
            {
                writer.WriteStartObject();
                writer.WriteString("code", code);
                writer.WriteNumber("weight", o.Weights.GetValueOrDefault(code));
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WriteNumber("relevance", o.Relevance);
            writer.WriteNumber("exploration", o.Exploration);
            writer.WriteStartArray("policies");
            foreach (var policy in ChoicePolicies.Names)
            {
                writer.WriteStringValue(policy);
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
        })).WithTags("Decisions").WithSummary("List the recommenders")
            .WithDescription("All recommenders with their weights in a score, the weight of relevance against diversity, the share of choices that explore, and the policies of single choices. "
                + "An experiment's variants can change each of them.");
    }
}
