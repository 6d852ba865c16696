using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Personalization.Engine.Events;

/// <summary>
/// Keyed 64-bit hash of event ids: SipHash-1-3 (Aumasson and Bernstein 2012) over the UTF-16 text. The key is secret and belongs to the
/// store, so that nobody can craft an id that collides with somebody else's. Immutable, thread-safe.
/// </summary>
public sealed class EventIdHash(ulong key0, ulong key1)
{
    /// <summary>The hash of <paramref name="eventId"/>; never 0, which stands for “no id”.</summary>
    public ulong Of(ReadOnlySpan<char> eventId)
    {
        var data = MemoryMarshal.AsBytes(eventId);
        ulong v0 = key0 ^ 0x736f6d6570736575, v1 = key1 ^ 0x646f72616e646f6d, v2 = key0 ^ 0x6c7967656e657261,
            v3 = key1 ^ 0x7465646279746573;
        var tail = (ulong)data.Length << 56;
        while (data.Length >= 8)
        {
            var block = BinaryPrimitives.ReadUInt64LittleEndian(data);
            v3 ^= block;
            Round(ref v0, ref v1, ref v2, ref v3);
            v0 ^= block;
            data = data[8..];
        }
        for (var i = 0; i < data.Length; i++)
        {
            tail |= (ulong)data[i] << (8 * i);
        }
        v3 ^= tail;
        Round(ref v0, ref v1, ref v2, ref v3);
        v0 ^= tail;
        v2 ^= 0xff;
        Round(ref v0, ref v1, ref v2, ref v3);
        Round(ref v0, ref v1, ref v2, ref v3);
        Round(ref v0, ref v1, ref v2, ref v3);
        var hash = v0 ^ v1 ^ v2 ^ v3;
        return hash == 0 ? 1 : hash;
    }

    private static void Round(ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        v0 += v1;
        v1 = BitOperations.RotateLeft(v1, 13) ^ v0;
        v0 = BitOperations.RotateLeft(v0, 32);
        v2 += v3;
        v3 = BitOperations.RotateLeft(v3, 16) ^ v2;
        v0 += v3;
        v3 = BitOperations.RotateLeft(v3, 21) ^ v0;
        v2 += v1;
        v1 = BitOperations.RotateLeft(v1, 17) ^ v2;
        v2 = BitOperations.RotateLeft(v2, 32);
    }
}
