using Personalization.Engine.Recommenders;

namespace Personalization.Engine.Ranking;

/// <summary>
/// Sums by item number, of which few are touched: added up at random, then the highest are read. Reused; not thread-safe.
/// </summary>
public sealed class ItemSums
{
    private (int Epoch, int Place)[] _places = new (int, int)[1024];
    private int[] _items = new int[1024];
    private float[] _sums = new float[1024];
    private int[] _top = new int[128];
    private int _epoch;
    private int _count;

    /// <summary>Starts over.</summary>
    /// <param name="items">How many item numbers there are.</param>
    public void Reset(int items)
    {
        _count = 0;
        if (_places.Length < items)
        {
            Array.Resize(ref _places, items);
        }
        if (++_epoch == int.MaxValue)
        {
            Array.Clear(_places);
            _epoch = 1;
        }
    }

    /// <summary>
    /// Adds each neighbour's similarity times <paramref name="weight"/> to its sum; an item whose number is out of range is passed over.
    /// </summary>
    public void Add(ReadOnlySpan<Neighbour> neighbours, float weight)
    {
        if (_count + neighbours.Length > _items.Length)
        {
            Array.Resize(ref _items, (_count + neighbours.Length) * 2);
            Array.Resize(ref _sums, _items.Length);
        }
        var (places, items, sums, epoch, count) = (_places, _items, _sums, _epoch, _count);
        foreach (var neighbour in neighbours)
        {
            if ((uint)neighbour.Item >= (uint)places.Length)
            {
                continue;
            }
            ref var place = ref places[neighbour.Item];
            if (place.Epoch != epoch)
            {
                place = (epoch, count);
                items[count] = neighbour.Item;
                sums[count++] = 0;
            }
            sums[place.Place] += neighbour.Similarity * weight;
        }
        _count = count;
    }

    /// <summary>Makes the items with the highest positive sums candidates, best first.</summary>
    public void AddTop(CandidateSet candidates, int most)
    {
        if (_top.Length < most)
        {
            _top = new int[most];
        }
        var count = TopSlots.Select(_sums.AsSpan(0, _count), _top.AsSpan(0, most));
        foreach (var place in _top.AsSpan(0, count))
        {
            candidates.Add(_items[place]);
        }
    }
}
