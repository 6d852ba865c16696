using Personalization.Engine.Catalog;

namespace Personalization.Engine.Recommenders;

/// <summary>
/// Ranks items into <see cref="PopularityLists"/>, again and again: what it needs on the way, it keeps. Not thread-safe.
/// </summary>
internal sealed class PopularityRanking
{
    private const int ListLength = 200;
    private const int CategoryLength = 100;

    private readonly List<(int Item, double Z)> _trends = [];
    private ItemCatalog _catalog = null!;
    private int[] _items = new int[1024];
    private float[] _keys = new float[1024];
    private int _count;
    private int _last;

    public void Start(ItemCatalog catalog)
    {
        (_catalog, _count, _last) = (catalog, 0, -1);
        _trends.Clear();
    }

    // In the order of the items.
    public void Add(int item, float weight)
    {
        if (_count == _items.Length)
        {
            Array.Resize(ref _items, _count * 2);
            Array.Resize(ref _keys, _count * 2);
        }
        (_items[_count], _keys[_count]) = (item, -weight);
        _count++;
        _last = item;
    }

    public void AddTrend(int item, double z, double least)
    {
        if (z > least && _catalog.Find(item) is { InStock: true })
        {
            _trends.Add((item, z));
        }
    }

    public PopularityLists ToLists()
    {
        if (_count == 0)
        {
            return PopularityLists.Empty;
        }
        var keys = _keys.AsSpan(0, _count);
        var items = _items.AsSpan(0, _count);
        keys.Sort(items);
        var scale = 1 / MathF.Log(1 - keys[0]);
        var shares = new float[_last + 1];
        var popular = new List<int>(ListLength);
        var byCategory = new Dictionary<int, List<int>>();
        for (var i = 0; i < items.Length; i++)
        {
            shares[items[i]] = scale > 0 && float.IsFinite(scale) ? MathF.Log(1 - keys[i]) * scale : 0;
            if (_catalog.Find(items[i]) is not { InStock: true } item)
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
