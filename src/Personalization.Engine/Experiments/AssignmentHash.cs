using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Personalization.Engine.Experiments;

/// <summary>
/// The hash that assigns people: MurmurHash3 x86 32-bit with seed 0 (Appleby, public domain) over the UTF-8 text
/// <c>salt ":" unit</c>. Part of the product's contract with every SDK: <c>docs/assignment.md</c>. Thread-safe, allocates nothing for texts
/// of up to 512 bytes.
/// </summary>
public static class AssignmentHash
{
    private const int StackBytes = 512;

    /// <summary>The number of hash values, 2³².</summary>
    public const double Range = 4294967296.0;

    /// <summary>The hash of a unit (a person) under a salt.</summary>
    /// <param name="salt">What the draw is independent by; has no colon.</param>
    /// <param name="unit">The person's id.</param>
    public static uint Of(ReadOnlySpan<char> salt, ReadOnlySpan<char> unit)
    {
        var most = Encoding.UTF8.GetMaxByteCount(salt.Length + unit.Length) + 1;
        var buffer = most <= StackBytes ? stackalloc byte[StackBytes] : new byte[most];
        var length = Encoding.UTF8.GetBytes(salt, buffer);
        buffer[length++] = (byte)':';
        length += Encoding.UTF8.GetBytes(unit, buffer[length..]);
        return Of(buffer[..length]);
    }

    /// <summary>The hash of bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var hash = 0u;
        var rest = bytes;
        for (; rest.Length >= 4; rest = rest[4..])
        {
            hash ^= Scrambled(BinaryPrimitives.ReadUInt32LittleEndian(rest));
            hash = (BitOperations.RotateLeft(hash, 13) * 5) + 0xe6546b64;
        }
        var tail = 0u;
        for (var i = rest.Length - 1; i >= 0; i--)
        {
            tail = (tail << 8) | rest[i];
        }
        hash ^= Scrambled(tail);
        hash ^= (uint)bytes.Length;
        hash ^= hash >> 16;
        hash *= 0x85ebca6b;
        hash ^= hash >> 13;
        hash *= 0xc2b2ae35;
        return hash ^ (hash >> 16);
    }

    private static uint Scrambled(uint word) => BitOperations.RotateLeft(word * 0xcc9e2d51, 15) * 0x1b873593;
}
