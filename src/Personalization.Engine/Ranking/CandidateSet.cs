using Personalization.Engine.Catalog;

namespace Personalization.Engine.Ranking;

/// <summary>
/// The candidates of one decision, in slots 0, 1, 2 …: arrays side by side, reused from decision to decision. Not thread-safe.
/// </summary>
public sealed class CandidateSet(int recommenders)
{
    private const int InitialCapacity = 512;

    private readonly float[][] _columns = [.. Enumerable.Range(0, recommenders).Select(_ => new float[InitialCapacity])];
    private readonly int[][] _anchors = [.. Enumerable.Range(0, recommenders).Select(_ => new int[InitialCapacity])];
    private CatalogItem?[] _items = new CatalogItem?[InitialCapacity];
    private float[] _scores = new float[InitialCapacity];
    private float[] _factors = new float[InitialCapacity];
    private (int Epoch, int Slot)[] _slotByItem = new (int, int)[1024];
    private readonly ulong[] _given = new ulong[4];
    private int _epoch;
    private ItemCatalog _catalog = null!;

    /// <summary>How many candidates there are, dropped ones included.</summary>
    public int Count { get; private set; }

    /// <summary>Whether no more candidates are taken: a given list is being ranked.</summary>
    public bool Closed { get; private set; }

    /// <summary>The items by slot; <see langword="null"/> for one of a given list that the catalogue does not have.</summary>
    public ReadOnlySpan<CatalogItem?> Items => _items.AsSpan(0, Count);

    /// <summary>The scores by slot.</summary>
    public Span<float> Scores => _scores.AsSpan(0, Count);

    /// <summary>What filters left of each candidate, [0, 1]: 0 when dropped.</summary>
    public Span<float> Factors => _factors.AsSpan(0, Count);

    /// <summary>The judgements of one recommender by slot.</summary>
    public Span<float> Column(int recommender) => _columns[recommender].AsSpan(0, Count);

    /// <summary>
    /// For each slot, the item that made the recommender think of the candidate, as an index into <see cref="DecisionContext.Anchors"/>; -1
    /// for none.
    /// </summary>
    public Span<int> AnchorColumn(int recommender) => _anchors[recommender].AsSpan(0, Count);

    /// <summary>Starts a new decision.</summary>
    public void Reset(ItemCatalog catalog)
    {
        _catalog = catalog;
        Count = 0;
        Closed = false;
        if (++_epoch == int.MaxValue)
        {
            Array.Clear(_slotByItem);
            _epoch = 1;
        }
        if (_slotByItem.Length < catalog.Items.Length)
        {
            Array.Resize(ref _slotByItem, catalog.Items.Length);
        }
    }

    /// <summary>Takes the items of a given list, known or not, and no others.</summary>
    public void Close(ReadOnlySpan<int> handles)
    {
        Array.Clear(_given);
        foreach (var handle in handles)
        {
            _given[(handle >> 6) & 3] |= 1UL << (handle & 63);
            if (handle < 0 || SlotOf(handle) >= 0 || Add(handle) < 0)
            {
                Append(null);
            }
        }
        Closed = true;
    }

    /// <summary>Takes the item with this number as a candidate.</summary>
    /// <returns>Its slot, or -1 when the catalogue does not have it or no more candidates are taken.</returns>
    public int Add(int handle)
    {
        var slot = SlotOf(handle);
        if (slot >= 0 || Closed || _catalog.Find(handle) is not { } item || handle >= _slotByItem.Length)
        {
            return slot;
        }
        slot = Append(item);
        _slotByItem[handle] = (_epoch, slot);
        return slot;
    }

    /// <summary>The slot of the item with this number, or -1.</summary>
    public int SlotOf(int handle)
    {
        // A given list is short and asked of many items: a bit per item keeps most of those not on it away from the table.
        if (Closed && (_given[(handle >> 6) & 3] & (1UL << (handle & 63))) == 0)
        {
            return -1;
        }
        var slots = _slotByItem;
        return (uint)handle < (uint)slots.Length && slots[handle].Epoch == _epoch ? slots[handle].Slot : -1;
    }

    /// <summary>Takes a candidate out.</summary>
    public void Drop(int slot) => _factors[slot] = 0;

    /// <summary>Multiplies what is left of a candidate by <paramref name="factor"/>, [0, 1].</summary>
    public void Attenuate(int slot, float factor) => _factors[slot] *= factor;

    /// <summary>Leaves at most <paramref name="factor"/>, [0, 1], of a candidate.</summary>
    public void Limit(int slot, float factor) => _factors[slot] = Math.Min(_factors[slot], factor);

    /// <summary>Clears every recommender's judgements, before they are made.</summary>
    public void ClearColumns()
    {
        foreach (var column in _columns)
        {
            column.AsSpan(0, Count).Clear();
        }
        foreach (var anchors in _anchors)
        {
            anchors.AsSpan(0, Count).Fill(-1);
        }
    }

    /// <summary>How many candidates are not dropped.</summary>
    public int CountKept()
    {
        var kept = 0;
        foreach (var factor in Factors)
        {
            kept += factor > 0 ? 1 : 0;
        }
        return kept;
    }

    private int Append(CatalogItem? item)
    {
        if (Count == _items.Length)
        {
            Grow();
        }
        _items[Count] = item;
        _factors[Count] = 1;
        return Count++;
    }

    private void Grow()
    {
        var capacity = _items.Length * 2;
        Array.Resize(ref _items, capacity);
        Array.Resize(ref _scores, capacity);
        Array.Resize(ref _factors, capacity);
        for (var i = 0; i < _columns.Length; i++)
        {
            Array.Resize(ref _columns[i], capacity);
            Array.Resize(ref _anchors[i], capacity);
        }
    }
}
