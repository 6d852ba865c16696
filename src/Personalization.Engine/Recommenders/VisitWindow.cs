using Personalization.Engine.Binary;

namespace Personalization.Engine.Recommenders;

/// <summary>
/// The last different items of every visitor whose visit goes on, to learn from which items occur together. Bounded: ended visits leave first, then the
/// oldest. Not thread-safe.
/// </summary>
public sealed class VisitWindow(int trailLength, uint timeoutSeconds, int capacity)
{
    private readonly Dictionary<string, Trail> _trails = new(StringComparer.Ordinal);
    private uint _newest;

    /// <summary>Goes on with other bounds.</summary>
    public void Use(int length, uint timeout, int most) => (trailLength, timeoutSeconds, capacity) = (length, timeout, most);

    /// <summary>Visitors kept now.</summary>
    public int Count => _trails.Count;

    /// <summary>
    /// Notes that <paramref name="visitor"/> dealt with <paramref name="item"/>, and gives the items before it in the same visit, oldest first.
    /// </summary>
    /// <returns>The earlier items, valid until the next call; empty also when the item itself is among them, which <paramref name="isNew"/> tells.</returns>
    public ReadOnlySpan<int> Visit(string visitor, int item, uint time, out bool isNew)
    {
        _newest = Math.Max(_newest, time);
        if (!_trails.TryGetValue(visitor, out var trail))
        {
            if (_trails.Count >= capacity)
            {
                Forget();
            }
            trail = new Trail();
            _trails[visitor] = trail;
        }
        if (trail.Count > 0 && time > (ulong)trail.Last + timeoutSeconds)
        {
            trail.Count = 0;
        }
        trail.Last = Math.Max(trail.Last, time);
        var earlier = trail.Items.AsSpan(0, trail.Count);
        isNew = !earlier.Contains(item);
        if (!isNew)
        {
            return [];
        }
        trail.Add(item, trailLength);
        return trail.Items.AsSpan(0, trail.Count - 1);
    }

    /// <summary>Writes the trails.</summary>
    public void Write(ByteWriter writer, Vocabulary vocabulary)
    {
        writer.UInt32(_newest);
        writer.Varint((ulong)_trails.Count);
        foreach (var (visitor, trail) in _trails.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            writer.Text(visitor);
            writer.UInt32(trail.Last);
            writer.Varint((ulong)trail.Count);
            foreach (var item in trail.Items.AsSpan(0, trail.Count))
            {
                vocabulary.WriteItem(writer, item);
            }
        }
    }

    /// <summary>Replaces the trails by those that <see cref="Write"/> wrote.</summary>
    public void Read(ref ByteReader reader, Vocabulary vocabulary)
    {
        _trails.Clear();
        _newest = reader.UInt32();
        var count = reader.Count();
        for (var i = 0; i < count; i++)
        {
            var visitor = reader.Text();
            var trail = new Trail { Last = reader.UInt32() };
            var items = reader.Count();
            for (var k = 0; k < items; k++)
            {
                trail.Add(vocabulary.ReadItem(ref reader), trailLength);
            }
            _trails[visitor] = trail;
        }
    }

    private void Forget()
    {
        var ended = _trails.Where(t => _newest > (ulong)t.Value.Last + timeoutSeconds).Select(t => t.Key).ToList();
        if (ended.Count < capacity / 4)
        {
            ended = [.. _trails.OrderBy(t => t.Value.Last).ThenBy(t => t.Key, StringComparer.Ordinal).Take((capacity / 4) + 1).Select(t => t.Key)];
        }
        foreach (var visitor in ended)
        {
            _trails.Remove(visitor);
        }
    }

    private sealed class Trail
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
