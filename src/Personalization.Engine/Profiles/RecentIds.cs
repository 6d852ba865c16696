using System.Runtime.CompilerServices;
using Personalization.Engine.Binary;

namespace Personalization.Engine.Profiles;

/// <summary>
/// A ring of the hashes of the latest event ids: an event that is delivered again soon is recognised, whatever its position. Not
/// thread-safe.
/// </summary>
public struct RecentIds
{
    /// <summary>How many ids are remembered.</summary>
    public const int Capacity = 4;

    [InlineArray(Capacity)]
    private struct Ring
    {
        private ulong _first;
    }

    private Ring _ring;
    private byte _next;

    /// <summary>Remembers <paramref name="hash"/>.</summary>
    /// <returns><see langword="false"/> when it is remembered already.</returns>
    public bool Add(ulong hash)
    {
        ReadOnlySpan<ulong> ring = _ring;
        if (ring.Contains(hash))
        {
            return false;
        }
        _ring[_next] = hash;
        _next = (byte)((_next + 1) % Capacity);
        return true;
    }

    /// <summary>Writes the ring.</summary>
    public readonly void Write(ByteWriter writer)
    {
        writer.Byte(_next);
        foreach (var hash in _ring)
        {
            writer.UInt64(hash);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static RecentIds Read(ref ByteReader reader)
    {
        var ids = new RecentIds { _next = reader.Byte() };
        for (var i = 0; i < Capacity; i++)
        {
            ids._ring[i] = reader.UInt64();
        }
        return ids;
    }
}
