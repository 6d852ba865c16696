using Personalization.Contracts.Catalog;
using Personalization.Engine.Events;

namespace Personalization.Engine.Catalog;

/// <summary>
/// A node's replica of the catalogue: every item by number, ready for the decision path. One writer applies the change log in order;
/// any number of threads read without locks.
/// </summary>
public sealed class ItemCatalog(Vocabulary vocabulary, ContentIndex content)
{
    private volatile CatalogItem?[] _items = new CatalogItem?[1024];
    private volatile int _count;

    /// <summary>Items in the catalogue now.</summary>
    public int Count => _count;

    /// <summary>Similarity by content.</summary>
    public ContentIndex Content => content;

    /// <summary>All items by number; entries are <see langword="null"/> where no such item is in the catalogue.</summary>
    public ReadOnlySpan<CatalogItem?> Items => _items;

    /// <summary>The item with this number, or <see langword="null"/>.</summary>
    public CatalogItem? Find(int handle)
    {
        var items = _items;
        return (uint)handle < (uint)items.Length ? items[handle] : null;
    }

    /// <summary>The item with this id, or <see langword="null"/>.</summary>
    public CatalogItem? Find(string itemId) => Find(vocabulary.Items.Find(itemId));

    /// <summary>Applies one entry of the change log.</summary>
    /// <param name="change">The change.</param>
    /// <param name="isLatest">
    /// Whether it stands for all changes of the item before it, so that its <see cref="ItemChange.At"/> is since when the catalogue has the
    /// item; otherwise it is the next change of the item.
    /// </param>
    public void Apply(ItemChange change, bool isLatest = false)
    {
        var handle = vocabulary.Items.Intern(change.ItemId);
        var items = _items;
        if (handle >= items.Length)
        {
            Array.Resize(ref items, Math.Max(items.Length * 2, handle + 1));
        }
        var before = items[handle];
        CatalogItem? after = null;
        if (change.Item is { } item)
        {
            var known = isLatest ? null : before?.AvailableFrom;
            var availableFrom = item.AvailableFrom is { } from ? EventTime.Seconds(from) : known ?? EventTime.Seconds(change.At);
            var signature = content.Put(handle, item);
            after = new CatalogItem(handle, item, vocabulary.Attributes, signature, availableFrom);
        }
        else
        {
            content.Remove(handle);
        }
        Volatile.Write(ref items[handle], after);
        _items = items;
        _count += (after is null ? 0 : 1) - (before is null ? 0 : 1);
    }
}
