using System.Text.Json;
using Personalization.Contracts;
using Personalization.Contracts.Catalog;

namespace Personalization.Tools.Demo;

/// <summary>
/// The products as the simulated shoppers meet them: by kind, the popular ones more often. Immutable and safe to share between threads.
/// </summary>
internal sealed class DemoShelf
{
    private readonly int[][] _itemsOfKind;
    private readonly WeightedChoice?[] _popularity;
    private readonly Dictionary<string, int> _placeById;

    /// <summary>Sorts the items of a <see cref="DemoCatalog"/> onto the shelf.</summary>
    /// <exception cref="ArgumentException">An item belongs to no kind of the <see cref="Assortment"/>.</exception>
    public DemoShelf(ulong seed, IReadOnlyList<Item> items)
    {
        var tagPlaces = Assortment.Tags.Select(static (tag, place) => (tag, place))
            .ToDictionary(static pair => pair.tag, static pair => pair.place);
        Products = new DemoProduct[items.Count];
        _placeById = new Dictionary<string, int>(items.Count);
        var ofKind = Enumerable.Range(0, Assortment.Kinds.Count).Select(static _ => new List<int>()).ToArray();
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i];
            var kind = Assortment.Find(item.Category, item.Subcategory);
            if (kind < 0)
            {
                throw new ArgumentException(
                    $"Item {item.ItemId} has the kind {item.Category}/{item.Subcategory}, which the demo shop does not know.");
            }
            Products[i] = new DemoProduct
            {
                Item = item,
                Kind = kind,
                Department = Assortment.Kinds[kind].Department,
                Tags = item.Tags.Aggregate(
                    UInt128.Zero, (set, tag) => tagPlaces.TryGetValue(tag, out var place) ? set | (UInt128.One << place) : set),
                PriceLevel = Math.Log((item.Price ?? 1) / Assortment.Kinds[kind].Subcategory.Price),
                Since = item.AvailableFrom ?? DateTimeOffset.MinValue,
                InStock = item.Stock != 0,
                Page = Text("page_url", $"/{item.Category}/{item.Subcategory}/{item.ItemId}"),
            };
            _placeById[item.ItemId] = i;
            ofKind[kind].Add(i);
        }
        _itemsOfKind = [.. ofKind.Select(static list => list.ToArray())];
        _popularity = new WeightedChoice?[ofKind.Length];
        for (var kind = 0; kind < ofKind.Length; kind++)
        {
            if (_itemsOfKind[kind].Length > 0)
            {
                var random = new SeededRandom(seed, 0x5E1F, (ulong)kind);
                _popularity[kind] = new WeightedChoice(Popularity(_itemsOfKind[kind], ref random));
            }
        }
    }

    /// <summary>All products, in the order of the catalogue.</summary>
    public DemoProduct[] Products { get; }

    /// <summary>Draws a product of a kind, the popular ones more often; −1 when the shop has none.</summary>
    public int Draw(int kind, ref SeededRandom random) =>
        _popularity[kind] is { } popularity ? _itemsOfKind[kind][popularity.Draw(ref random)] : -1;

    /// <summary>The place of a product; −1 when there is none with this id.</summary>
    public int Find(string itemId) => _placeById.GetValueOrDefault(itemId, -1);

    /// <summary>A JSON object with one text in it.</summary>
    internal static JsonText Text(string name, string value) => JsonText.Parse($"{{\"{name}\":\"{JsonEncodedText.Encode(value)}\"}}");

    private double[] Popularity(int[] places, ref SeededRandom random)
    {
        var ranks = Enumerable.Range(0, places.Length).ToArray();
        random.Shuffle<int>(ranks);
        var weights = new double[places.Length];
        for (var i = 0; i < places.Length; i++)
        {
            // A Zipf-like tail, and better rated products sell better.
            weights[i] = Math.Max(0.2, (Products[places[i]].Item.Rating ?? 3) - 2) / (ranks[i] + 4);
        }
        return weights;
    }
}
