using System.Text.Json;
using Personalization.Log;
using Personalization.Gateway.Hosting;
using Personalization.Gateway.Problems;

namespace Personalization.Gateway.Trending;

/// <summary><c>GET /api/v1/trending</c>: what is chosen significantly more often than usual.</summary>
internal static class TrendingEndpoints
{
    public static void MapTrending(this IEndpointRouteBuilder routes)
    {
        var node = routes.ServiceProvider.GetRequiredService<EngineNode>();
        routes.Get("/api/v1/trending", http => List(http, node))
            .WithTags("Items").WithSummary("Get what is trending")
            .WithDescription("What is chosen significantly more often than usual. Without any such item the most popular ones are answered, and basis says so.")
            .Query("count", "1 to 1000; 20 by default.", Microsoft.OpenApi.JsonSchemaType.Integer)
            .Problems(400);
    }

    private static Task List(HttpContext http, EngineNode node)
    {
        var query = new QueryReader(http.Request.Query);
        query.Only("count");
        var count = query.Count("count", 20);
        return query.Fault is { } fault
            ? Problem.Faulty(http, fault)
            : JsonResponse.Write(http, (node, count), static (writer, arg) =>
            {
                writer.WriteStartObject();
                Write(writer, arg.node, arg.count, "basis", "items");
                writer.WriteEndObject();
            });
    }

    /// <summary>Writes the basis and the list as members of an object.</summary>
    public static void Write(Utf8JsonWriter writer, EngineNode node, int count, string basisName, string listName)
    {
        var lists = node.ReadModels.Signals.Popularity.Lists;
        var trends = !lists.Trending.IsEmpty;
        var items = trends ? lists.Trending : lists.Popular;
        writer.WriteString(basisName, trends ? "trending" : "popular");
        writer.WriteStartArray(listName);
        for (var i = 0; i < items.Length && i < count; i++)
        {
            writer.WriteStartObject();
            writer.WriteString("item_id"u8, node.ReadModels.Vocabulary.Items[items[i]]);
            if (node.ReadModels.Catalog.Find(items[i])?.Item.Name is { } name)
            {
                writer.WriteString("name"u8, name);
            }
            writer.WriteNumber("score"u8, Math.Round(trends ? lists.Trends[i] : lists.ShareOf(items[i]), 4));
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }
}
