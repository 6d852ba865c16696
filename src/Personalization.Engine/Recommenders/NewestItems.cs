using Personalization.Engine.Catalog;

namespace Personalization.Engine.Recommenders;

/// <summary>The items that became available last. Refreshed by the writer, readable from any thread.</summary>
public sealed class NewestItems(int count = 200)
{
    private volatile int[] _items = [];

    /// <summary>The items' numbers, newest first.</summary>
    public ReadOnlySpan<int> Items => _items;

    /// <summary>Analyses through the catalogue anew.</summary>
    /// <param name="catalog">The catalogue.</param>
    /// <param name="now">Items that become available later do not count yet; in seconds since 1970.</param>
    public void Refresh(ItemCatalog catalog, uint now)
    {
        var newest = new PriorityQueue<int, (uint From, int Handle)>(count + 1);
        foreach (var item in catalog.Items)
        {
            if (item is null || item.AvailableFrom > now || !item.InStock)
            {
                continue;
            }
            if (newest.Count < count)
            {
                newest.Enqueue(item.Handle, (item.AvailableFrom, item.Handle));
            }
            else if (newest.TryPeek(out _, out var oldest) && (item.AvailableFrom, item.Handle).CompareTo(oldest) > 0)
            {
                newest.DequeueEnqueue(item.Handle, (item.AvailableFrom, item.Handle));
            }
        }
        var items = new int[newest.Count];
        for (var i = items.Length - 1; i >= 0; i--)
        {
            items[i] = newest.Dequeue();
        }
        _items = items;
    }
}
