using Personalization.Contracts;

namespace Personalization.Tools.Demo;

/// <summary>The open-ended parts of events, made once and shared by all of them. Not thread-safe.</summary>
internal sealed class VisitPhrases
{
    private readonly JsonText[][] _searches = [.. Assortment.Kinds.Select(static kind => Searches(kind.Subcategory))];
    private readonly JsonText[] _categoryPages =
        [.. Assortment.Kinds.Select(static kind =>
            DemoShelf.Text("page_url", $"/{Assortment.Departments[kind.Department].Name}/{kind.Subcategory.Name}"))];

    private readonly Dictionary<(string Device, string Town, string Referrer), JsonText> _contexts = [];

    /// <summary>The properties of a visit to the first page.</summary>
    public JsonText Home { get; } = DemoShelf.Text("page_url", "/");

    /// <summary>The properties of a click in a list of search results.</summary>
    public JsonText SearchList { get; } = DemoShelf.Text("list", "search");

    /// <summary>The properties of a click in the list of a category.</summary>
    public JsonText CategoryList { get; } = DemoShelf.Text("list", "category");

    /// <summary>The context of a click on something that the engine recommended.</summary>
    public static JsonText Recommendation { get; } = DemoShelf.Text("source", "recommendation");

    /// <summary>The properties of a search for a kind of product.</summary>
    public JsonText Search(int kind, ref SeededRandom random) => random.Pick(_searches[kind]);

    /// <summary>The properties of a view of a kind's page.</summary>
    public JsonText CategoryPage(int kind) => _categoryPages[kind];

    /// <summary>The circumstances of a visit.</summary>
    public JsonText Context(string device, string town, string referrer)
    {
        if (!_contexts.TryGetValue((device, town, referrer), out var context))
        {
            context = JsonText.Parse($$"""{"device":"{{device}}","location":"{{town}}","referrer":"{{referrer}}"}""");
            _contexts.Add((device, town, referrer), context);
        }
        return context;
    }

    private static JsonText[] Searches(Subcategory kind)
    {
        var nouns = kind.Nouns.Select(static noun => noun.ToLowerInvariant()).ToArray();
        var queries = nouns.Concat(kind.Uses.SelectMany(use => nouns.Select(noun => $"{use.Tag.Replace('_', ' ')} {noun}")));
        return [.. queries.Select(static query =>
            JsonText.Parse($$"""{"query":"{{query}}","page_url":"/search?q={{Uri.EscapeDataString(query)}}"}"""))];
    }
}
