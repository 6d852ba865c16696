using System.Text.Json;
using Personalization.Log;
using Personalization.Log.Catalog;
using Personalization.Contracts;
using Personalization.Contracts.Catalog;
using Personalization.Engine.Catalog;
using Personalization.Engine.Features;
using Personalization.Engine.Events;
using Personalization.Gateway.Events;
using Personalization.Gateway.Features;
using Personalization.Gateway.Hosting;
using Personalization.Gateway.Problems;

namespace Personalization.Gateway.Items;

/// <summary><c>/api/v1/items</c>: the catalogue.</summary>
internal static class ItemEndpoints
{
    // Of the largest items allowed, no more than the journal takes at once.
    private static readonly string[] s_statistics =
    [
        .. new[] { "page_view.count", "add_to_cart.count", "purchase.count", "purchase.sum" }
            .SelectMany(static statistic => FeatureWindow.Names.ToArray().Select(window => $"{statistic}.{window}")),
    ];

    private const long MostItemBytes = 256L << 20;
    private const int ChunkItems = 200;

    public static void MapItems(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var (log, node, options) = (services.GetRequiredService<ICatalogLog>(), services.GetRequiredService<EngineNode>(),
            services.GetRequiredService<GatewayOptions>());
        var items = routes.MapGroup("/api/v1/items").WithTags("Items");
        items.Get("/{id}", http => Get(http, node))
            .WithSummary("Get an item").Produces<Item>().Problems(404);
        items.Put("/{id}", http => Put(http, log, node, options))
            .WithSummary("Put an item")
            .WithDescription("Creates or replaces the item. It can be recommended from the next decision on. "
                + "Members that an item does not know are kept in its attributes.")
            .Accepts<Item>("application/json").Produces<Item>().Problems(400, 413, 503);
        items.Delete("/{id}", http => Delete(http, log, node))
            .WithSummary("Remove an item").Produces(204).Problems(404);
        items.Post("", http => PutMany(http, log, node, options))
            .WithSummary("Put many items")
            .WithDescription("An array of items, or one object a line. Faulty items are refused one by one, with their index.")
            .AcceptsOneOrMany<Item>("application/x-ndjson").Produces<EventAnswer>().Problems(400, 413, 503);
        var engine = services.GetRequiredService<IEngine>();
        items.Get("/{id}/features", http => Features(http, engine, node))
            .WithSummary("Get windowed statistics of an item")
            .WithDescription("What everybody did with the item, learnt a moment after the events are acknowledged.")
            .Query("names", "With commas between, for example page_view.count.1h,purchase.sum.7d; views, carts and purchases by default.")
            .Produces<ItemFeatures>().Problems(400, 404);
        items.Get("/{id}/similar", http => Similar(http, node))
            .WithSummary("Get similar items")
            .Query(
                "by", "viewed (met in the same visits, the default), bought (bought together) or content (alike in text and attributes).")
            .Query("count", "1 to 1000; 20 by default.", Microsoft.OpenApi.JsonSchemaType.Integer)
            .Produces<SimilarItems>().Problems(400, 404);
    }

    private static Task Get(HttpContext http, EngineNode node) =>
        node.ReadModels.Catalog.Find(http.PathId()) is { } found
            ? JsonResponse.Write(http, found.Item, ContractsJson.Default.Item)
            : Problem.NotFound(http, $"There is no item '{http.PathId()}'.");

    private static async Task Put(HttpContext http, ICatalogLog log, EngineNode node, GatewayOptions options)
    {
        var (read, fault) = await RequestBody.Read(
            http, options.MaxJsonBytes, http.PathId(), static (json, id) => (Read(json, id, out var fault), fault));
        if (read is not { } item)
        {
            await Problem.Faulty(http, fault!);
            return;
        }
        await log.Append([new ItemChange(item.ItemId, item, node.Time.GetUtcNow())], http.RequestAborted);
        await JsonResponse.Write(http, item, ContractsJson.Default.Item);
    }

    private static async Task Delete(HttpContext http, ICatalogLog log, EngineNode node)
    {
        if (node.ReadModels.Catalog.Find(http.PathId()) is null)
        {
            await Problem.NotFound(http, $"There is no item '{http.PathId()}'.");
            return;
        }
        await log.Append([new ItemChange(http.PathId(), null, node.Time.GetUtcNow())], http.RequestAborted);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static async Task PutMany(HttpContext http, ICatalogLog log, EngineNode node, GatewayOptions options)
    {
        var isLines = http.Request.ContentType?.StartsWith("application/x-ndjson", StringComparison.OrdinalIgnoreCase) == true;
        var most = (int)Math.Min(options.MaxStreamBytes, MostItemBytes);
        var batch = await RequestBody.Read(http, most, (new ItemBatch(node.Time.GetUtcNow()), isLines), static (json, to) =>
        {
            var (batch, isLines) = to;
            if (isLines)
            {
                batch.ReadLines(json);
            }
            else
            {
                batch.ReadValues(json);
            }
            return batch;
        });
        foreach (var chunk in batch.Changes.Chunk(ChunkItems))
        {
            await log.Append(chunk, http.RequestAborted);
        }
        http.Response.StatusCode = batch.Rejected > 0 && batch.Changes.Count == 0 ? 400 : 200;
        await JsonResponse.Write(
            http, new EventAnswer(batch.Changes.Count, 0, batch.Rejected, batch.Errors), EventAnswerJson.Default.EventAnswer);
    }

    private static Item? Read(ReadOnlySpan<byte> json, string id, out Fault? fault)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 32 });
        reader.Read();
        var item = ItemReader.Read(json, ref reader, id, out fault);
        fault ??= ItemRules.Check(item!);
        if (reader.Read())
        {
            throw new JsonException("More follows behind the object.");
        }
        return fault is null ? item : null;
    }

    private static async Task Features(HttpContext http, IEngine engine, EngineNode node)
    {
        var item = node.ReadModels.Vocabulary.Items.Find(http.PathId());
        if (item < 0)
        {
            await Problem.NotFound(http, $"There is no item '{http.PathId()}', and no event named it.");
        }
        else if (await FeatureAnswer.Names(http, s_statistics) is { } names)
        {
            await FeatureAnswer.Write(http, "item_id", http.PathId(), names, await engine.ItemFeatures(item, names));
        }
    }

    private static Task Similar(HttpContext http, EngineNode node)
    {
        var query = new QueryReader(http.Request.Query);
        query.Only("count", "by");
        var count = query.Count("count", 20);
        var by = query.OneOf("by", "viewed", "bought", "content");
        if (query.Fault is { } fault)
        {
            return Problem.Faulty(http, fault);
        }
        var item = node.ReadModels.Vocabulary.Items.Find(http.PathId());
        if (item < 0)
        {
            return Problem.NotFound(http, $"There is no item '{http.PathId()}', and no event named it.");
        }
        var signals = node.ReadModels.Signals;
        Engine.Recommenders.INeighbours source = by switch
        {
            "bought" => signals.AlsoBought,
            "content" => node.ReadModels.Catalog.Content,
            _ => signals.AlsoViewed,
        };
        var similar = source.Similar(item);
        var found = new SimilarItem[Math.Min(similar.Length, count)];
        for (var i = 0; i < found.Length; i++)
        {
            found[i] = new SimilarItem(
                node.ReadModels.Vocabulary.Items[similar[i].Item], Math.Round(similar[i].Similarity, 4),
                node.ReadModels.Catalog.Find(similar[i].Item)?.Item.Name);
        }
        return JsonResponse.Write(
            http, new SimilarItems(node.ReadModels.Vocabulary.Items[item], by, found), AnswerJson.Default.SimilarItems);
    }
}
