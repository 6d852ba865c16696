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
            .WithDescription("What is chosen significantly more often than usual. "
                + "Without any such item the most popular ones are answered, and basis says so.")
            .Query("count", "1 to 1000; 20 by default.", Microsoft.OpenApi.JsonSchemaType.Integer)
            .Produces<TrendingItems>().Problems(400);
    }

    private static Task List(HttpContext http, EngineNode node)
    {
        var query = new QueryReader(http.Request.Query);
        query.Only("count");
        var count = query.Count("count", 20);
        return query.Fault is { } fault
            ? Problem.Faulty(http, fault)
            : JsonResponse.Write(http, Of(node, count), AnswerJson.Default.TrendingItems);
    }

    /// <summary>What is trending now, or popular.</summary>
    public static TrendingItems Of(EngineNode node, int count)
    {
        var lists = node.ReadModels.Signals.Popularity.Lists;
        var trends = !lists.Trending.IsEmpty;
        var items = trends ? lists.Trending : lists.Popular;
        var found = new TrendingItem[Math.Min(items.Length, count)];
        for (var i = 0; i < found.Length; i++)
        {
            found[i] = new TrendingItem(
                node.ReadModels.Vocabulary.Items[items[i]], Math.Round(trends ? lists.Trends[i] : lists.ShareOf(items[i]), 4),
                node.ReadModels.Catalog.Find(items[i])?.Item.Name);
        }
        return new TrendingItems(trends ? "trending" : "popular", found);
    }
}
