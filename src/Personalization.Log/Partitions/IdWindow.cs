using System.Numerics;

namespace Personalization.Log.Partitions;

/// <summary>
/// The ids of the latest entries: a ring in order of arrival, and a hash set with linear probing over it. Additions are tentative until
/// confirmed, so that a commit that fails leaves no trace. Two different events collide with probability of about window / 2^64.
/// Not thread-safe.
/// </summary>
/// <param name="capacity">How many confirmed ids are remembered; 1 or more.</param>
public sealed class IdWindow(int capacity)
{
    private readonly List<ulong> _tentative = [];
    private ulong[] _ring = new ulong[16];
    private ulong[] _slots = new ulong[32];
    private int _oldest;

    /// <summary>How many confirmed ids are remembered.</summary>
    public int Count { get; private set; }

    /// <summary>Adds an id tentatively.</summary>
    /// <param name="id">The id hash; not 0.</param>
    /// <returns><see langword="false"/> when it is there already.</returns>
    public bool Add(ulong id)
    {
        var slot = Find(id);
        if (_slots[slot] != 0)
            return false;
        _slots[slot] = id;
        _tentative.Add(id);

        // Beyond three quarters full, probing gets long.
        if (Count + _tentative.Count > _slots.Length / 4 * 3)
            GrowSlots();
        return true;
    }

    /// <summary>Keeps what was added since the last confirmation and forgets the oldest ids beyond the capacity.</summary>
    public void Confirm()
    {
        foreach (var id in _tentative)
        {
            if (Count == capacity)
            {
                Remove(_ring[_oldest]);
                _oldest = (_oldest + 1) & (_ring.Length - 1);
                Count--;
            }
            else if (Count == _ring.Length)
            {
                GrowRing();
            }

            _ring[(_oldest + Count++) & (_ring.Length - 1)] = id;
        }

        _tentative.Clear();
    }

    /// <summary>Forgets what was added since the last confirmation.</summary>
    public void Discard()
    {
        foreach (var id in _tentative)
            Remove(id);
        _tentative.Clear();
    }

    private static int Home(ulong id, int slots) => (int)((id * 0x9E3779B97F4A7C15UL) >> (64 - BitOperations.Log2((uint)slots)));

    private int Find(ulong id)
    {
        var mask = _slots.Length - 1;
        var slot = Home(id, _slots.Length);
        while (_slots[slot] != 0 && _slots[slot] != id)
            slot = (slot + 1) & mask;
        return slot;
    }

    // Instead of leaving a tombstone, later ids of the same run move back into the gap (Knuth, TAOCP 3, 6.4, algorithm R).
    private void Remove(ulong id)
    {
        var mask = _slots.Length - 1;
        var gap = Find(id);
        for (var slot = (gap + 1) & mask; _slots[slot] != 0; slot = (slot + 1) & mask)
        {
            var home = Home(_slots[slot], _slots.Length);
            if (((slot - home) & mask) < ((slot - gap) & mask))
                continue;
            _slots[gap] = _slots[slot];
            gap = slot;
        }

        _slots[gap] = 0;
    }

    private void GrowSlots()
    {
        var ids = _slots;
        _slots = new ulong[ids.Length * 2];
        foreach (var id in ids)
        {
            if (id != 0)
                _slots[Find(id)] = id;
        }
    }

    private void GrowRing()
    {
        var ring = new ulong[_ring.Length * 2];
        for (var i = 0; i < Count; i++)
            ring[i] = _ring[(_oldest + i) & (_ring.Length - 1)];
        _ring = ring;
        _oldest = 0;
    }
}
