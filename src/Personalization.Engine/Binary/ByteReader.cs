using System.Buffers.Binary;
using System.Text;

namespace Personalization.Engine.Binary;

/// <summary>
/// Reads what <see cref="ByteWriter"/> wrote. Bytes that end too early or say what cannot be lead to a <see cref="FormatException"/>.
/// </summary>
public ref struct ByteReader(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _data = data;

    /// <summary>Bytes read so far.</summary>
    public int Offset { get; private set; }

    /// <summary>Whether everything was read.</summary>
    public readonly bool AtEnd => Offset == _data.Length;

    /// <summary>Reads one byte.</summary>
    /// <exception cref="FormatException">The bytes end before.</exception>
    public byte Byte() => (uint)Offset < (uint)_data.Length ? _data[Offset++] : throw EndsWithin(1);

    /// <summary>Reads an unsigned integer.</summary>
    /// <exception cref="FormatException">The number does not end.</exception>
    public ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var b = Byte();
            value |= (ulong)(b & 0x7f) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }
        throw new FormatException($"The number at byte {Offset} has more than 10 bytes.");
    }

    /// <summary>Reads a non-negative integer that fits 31 bits, such as a count.</summary>
    /// <exception cref="FormatException">The number is larger, or the bytes end before.</exception>
    public int Count()
    {
        var count = Varint();
        return count <= int.MaxValue
            ? (int)count
            : throw new FormatException($"The count {count} before byte {Offset} is more than {int.MaxValue}.");
    }

    /// <summary>
    /// Reads how many elements follow that take <paramref name="leastBytes"/> or more each: never more than the bytes that are left can
    /// hold, so that room may be made for them.
    /// </summary>
    /// <exception cref="FormatException">More elements are announced than can follow.</exception>
    public int Count(int leastBytes)
    {
        var count = Varint();
        var most = (_data.Length - Offset) / leastBytes;
        return count <= (ulong)most
            ? (int)count
            : throw new FormatException($"{count} elements are announced before byte {Offset}; at most {most} can follow.");
    }

    /// <summary>Reads a signed integer.</summary>
    /// <exception cref="FormatException">The number does not end.</exception>
    public long Signed()
    {
        var value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>Reads four bytes.</summary>
    /// <exception cref="FormatException">The bytes end before.</exception>
    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    /// <summary>Reads eight bytes.</summary>
    /// <exception cref="FormatException">The bytes end before.</exception>
    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    /// <summary>Reads a single-precision number.</summary>
    /// <exception cref="FormatException">The bytes end before.</exception>
    public float Single() => BitConverter.UInt32BitsToSingle(UInt32());

    /// <summary>Reads a double-precision number.</summary>
    /// <exception cref="FormatException">The bytes end before.</exception>
    public double Double() => BitConverter.UInt64BitsToDouble(UInt64());

    /// <summary>Reads a text.</summary>
    /// <exception cref="FormatException">The bytes end before.</exception>
    public string Text() => Encoding.UTF8.GetString(Block());

    /// <summary>Reads a length and that many bytes.</summary>
    /// <exception cref="FormatException">The bytes end before.</exception>
    public ReadOnlySpan<byte> Block() => Take(Count());

    private ReadOnlySpan<byte> Take(int length)
    {
        if (_data.Length - Offset < length)
        {
            throw EndsWithin(length);
        }
        var block = _data.Slice(Offset, length);
        Offset += length;
        return block;
    }

    private readonly FormatException EndsWithin(int length) =>
        new($"The bytes end: {length} are expected at byte {Offset}, {_data.Length - Offset} are left.");
}
