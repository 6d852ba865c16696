using Personalization.Engine.Binary;

namespace Personalization.Engine.Recommenders;

/// <summary>
/// The last different items of every visitor whose visit goes on, to learn from which items occur together. Bounded: ended visits leave
/// first, then the oldest. Not thread-safe.
/// </summary>
public sealed class VisitWindow(int visitLength, uint timeoutSeconds, int capacity)
{
    private readonly Dictionary<string, RecentItems> _visits = new(StringComparer.Ordinal);
    private uint _newest;

    /// <summary>Goes on with other bounds.</summary>
    public void Use(int length, uint timeout, int most) => (visitLength, timeoutSeconds, capacity) = (length, timeout, most);

    /// <summary>Visitors kept now.</summary>
    public int Count => _visits.Count;

    /// <summary>
    /// Notes that <paramref name="visitor"/> dealt with <paramref name="item"/>, and gives the items before it in the same visit, oldest
    /// first.
    /// </summary>
    /// <returns>
    /// The earlier items, valid until the next call; empty also when the item itself is among them, which <paramref name="isNew"/> tells.
    /// </returns>
    public ReadOnlySpan<int> Visit(string visitor, int item, uint time, out bool isNew)
    {
        _newest = Math.Max(_newest, time);
        if (!_visits.TryGetValue(visitor, out var visit))
        {
            if (_visits.Count >= capacity)
            {
                Forget();
            }
            visit = new RecentItems();
            _visits[visitor] = visit;
        }
        if (visit.Count > 0 && time > (ulong)visit.Last + timeoutSeconds)
        {
            visit.Count = 0;
        }
        visit.Last = Math.Max(visit.Last, time);
        var earlier = visit.Items.AsSpan(0, visit.Count);
        isNew = !earlier.Contains(item);
        if (!isNew)
        {
            return [];
        }
        visit.Add(item, visitLength);
        return visit.Items.AsSpan(0, visit.Count - 1);
    }

    /// <summary>Writes the visits.</summary>
    public void Write(ByteWriter writer, Vocabulary vocabulary)
    {
        writer.UInt32(_newest);
        writer.Varint((ulong)_visits.Count);
        foreach (var (visitor, visit) in _visits.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            writer.Text(visitor);
            writer.UInt32(visit.Last);
            writer.Varint((ulong)visit.Count);
            foreach (var item in visit.Items.AsSpan(0, visit.Count))
            {
                vocabulary.WriteItem(writer, item);
            }
        }
    }

    /// <summary>Replaces the visits by those that <see cref="Write"/> wrote.</summary>
    public void Read(ref ByteReader reader, Vocabulary vocabulary)
    {
        _visits.Clear();
        _newest = reader.UInt32();
        var count = reader.Count();
        for (var i = 0; i < count; i++)
        {
            var visitor = reader.Text();
            var visit = new RecentItems { Last = reader.UInt32() };
            var items = reader.Count();
            for (var k = 0; k < items; k++)
            {
                visit.Add(vocabulary.ReadItem(ref reader), visitLength);
            }
            _visits[visitor] = visit;
        }
    }

    private void Forget()
    {
        var ended = _visits.Where(t => _newest > (ulong)t.Value.Last + timeoutSeconds).Select(t => t.Key).ToList();
        if (ended.Count < capacity / 4)
        {
            ended = [.. _visits.OrderBy(t => t.Value.Last)
                .ThenBy(t => t.Key, StringComparer.Ordinal)
                .Take((capacity / 4) + 1)
                .Select(t => t.Key)];
        }
        foreach (var visitor in ended)
        {
            _visits.Remove(visitor);
        }
    }

    private sealed class RecentItems
    {
        public int[] Items { get; private set; } = new int[4];

        public uint Last { get; set; }

        public int Count { get; set; }

        public void Add(int item, int most)
        {
            if (Count >= most)
            {
                // More than one when the bound has fallen.
                var left = Count - most + 1;
                Items.AsSpan(left, Count - left).CopyTo(Items);
                Count -= left;
            }
            else if (Count == Items.Length)
            {
                var items = Items;
                Array.Resize(ref items, Math.Min(most, Count * 2));
                Items = items;
            }
            Items[Count++] = item;
        }
    }
}
