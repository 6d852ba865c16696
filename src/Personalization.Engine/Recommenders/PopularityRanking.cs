using Personalization.Engine.Catalog;

namespace Personalization.Engine.Recommenders;

/// <summary>Ranks items into <see cref="PopularityLists"/>. Used once; not thread-safe.</summary>
internal sealed class PopularityRanking(ItemCatalog catalog)
{
    private const int ListLength = 200;
    private const int CategoryLength = 100;

    private readonly List<int> _items = [];
    private readonly List<float> _weights = [];
    private readonly List<(int Item, double Z)> _trends = [];

    public void Add(int item, float weight)
    {
        _items.Add(item);
        _weights.Add(weight);
    }

    public void AddTrend(int item, double z, double least)
    {
        if (z > least && catalog.Find(item) is { InStock: true })
        {
            _trends.Add((item, z));
        }
    }

    public PopularityLists ToLists()
    {
        if (_items.Count == 0)
        {
            return PopularityLists.Empty;
        }
        var items = _items.ToArray();
        var keys = _weights.Select(w => -w).ToArray();
        Array.Sort(keys, items);
        var scale = 1 / MathF.Log(1 - keys[0]);
        var shares = new float[_items.Max() + 1];
        var popular = new List<int>(ListLength);
        var byCategory = new Dictionary<int, List<int>>();
        for (var i = 0; i < items.Length; i++)
        {
            shares[items[i]] = scale > 0 && float.IsFinite(scale) ? MathF.Log(1 - keys[i]) * scale : 0;
            if (catalog.Find(items[i]) is not { InStock: true } item)
            {
                continue;
            }
            if (popular.Count < ListLength)
            {
                popular.Add(item.Handle);
            }
            if (item.CategoryAttribute >= 0)
            {
                if (!byCategory.TryGetValue(item.CategoryAttribute, out var list))
                {
                    byCategory[item.CategoryAttribute] = list = [];
                }
                if (list.Count < CategoryLength)
                {
                    list.Add(item.Handle);
                }
            }
        }
        _trends.Sort((a, b) => a.Z != b.Z ? b.Z.CompareTo(a.Z) : a.Item.CompareTo(b.Item));
        var trends = _trends.Take(ListLength).ToArray();
        return new PopularityLists(
            [.. popular], byCategory.ToDictionary(p => p.Key, p => p.Value.ToArray()), shares,
            [.. trends.Select(t => t.Item)], [.. trends.Select(t => (float)t.Z)]);
    }
}
