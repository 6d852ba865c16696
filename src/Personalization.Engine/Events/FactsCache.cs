using System.Buffers.Binary;
using System.Numerics;
using Personalization.Contracts.Catalog;

namespace Personalization.Engine.Events;

/// <summary>
/// Turns the stored form of facts into shared objects: events on an item repeat the same bytes. 16,384 facts of at most 1,024 bytes,
/// two at a place; others are read anew. Thread-safe: facts are immutable and swapped whole.
/// </summary>
internal sealed class FactsCache(NameCache names)
{
    private const int Capacity = 16384;
    private const int MostBytes = 1024;

    private readonly ItemFacts?[] _entries = new ItemFacts?[Capacity];

    /// <summary>The facts that <paramref name="data"/> says.</summary>
    /// <exception cref="FormatException">The bytes are no facts.</exception>
    public ItemFacts Get(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
        {
            return ItemFacts.Unknown;
        }
        var at = (int)(Hash(data) >> 50);
        if (_entries[at] is { } first && data.SequenceEqual(first.Stored))
        {
            return first;
        }
        if (_entries[at ^ 1] is { } second && data.SequenceEqual(second.Stored))
        {
            return second;
        }
        var facts = FactsCodec.Read(data, names);
        if (data.Length <= MostBytes)
        {
            _entries[at ^ 1] = _entries[at];
            _entries[at] = facts;
        }
        return facts;
    }

    // Eight bytes at a time: the 14 upper bits of a multiplicative hash choose the entry.
    private static ulong Hash(ReadOnlySpan<byte> data)
    {
        var hash = (ulong)data.Length;
        while (data.Length >= 8)
        {
            hash = Mix(hash, BinaryPrimitives.ReadUInt64LittleEndian(data));
            data = data[8..];
        }
        ulong tail = 0;
        foreach (var b in data)
        {
            tail = (tail << 8) | b;
        }
        return Mix(hash, tail);
    }

    private static ulong Mix(ulong hash, ulong more) => BitOperations.RotateLeft(hash ^ more, 29) * 0x9E3779B97F4A7C15;
}
