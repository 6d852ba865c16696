using Personalization.Engine.Binary;

namespace Personalization.Engine.Profiles;

/// <summary>
/// Items that a person has had (bought, rated, rejected) longer ago than the recent events reach. Bounded: the oldest leave. Not
/// thread-safe.
/// </summary>
public struct ItemHistory
{
    /// <summary>The most items kept.</summary>
    public const int Capacity = 4096;

    private RecentEntry[]? _entries;
    private int _count;
    private int _oldest;

    /// <summary>The items, in no particular order.</summary>
    public readonly ReadOnlySpan<RecentEntry> Entries => _entries.AsSpan(0, _count);

    /// <summary>Adds an item.</summary>
    public void Add(RecentEntry entry)
    {
        if (_count == Capacity)
        {
            _entries![_oldest] = entry;
            _oldest = (_oldest + 1) % Capacity;
            return;
        }
        if (_entries is null)
        {
            _entries = new RecentEntry[4];
        }
        else if (_count == _entries.Length)
        {
            Array.Resize(ref _entries, Math.Min(Capacity, _count + Math.Max(4, _count / 2)));
        }
        _entries[_count++] = entry;
    }

    /// <summary>Writes the items, oldest first.</summary>
    public readonly void Write(ByteWriter writer, Vocabulary vocabulary)
    {
        writer.Varint((ulong)_count);
        for (var i = 0; i < _count; i++)
        {
            _entries![(_oldest + i) % _count].Write(writer, vocabulary);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static ItemHistory Read(ref ByteReader reader, Vocabulary vocabulary)
    {
        var history = new ItemHistory();
        var count = reader.Count();
        for (var i = 0; i < count; i++)
        {
            history.Add(RecentEntry.Read(ref reader, vocabulary));
        }
        return history;
    }
}
