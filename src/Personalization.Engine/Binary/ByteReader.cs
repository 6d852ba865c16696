using System.Buffers.Binary;
using System.Text;

namespace Personalization.Engine.Binary;

/// <summary>Reads what <see cref="ByteWriter"/> wrote.</summary>
public ref struct ByteReader(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _data = data;

    /// <summary>Bytes read so far.</summary>
    public int Offset { get; private set; }

    /// <summary>Whether everything was read.</summary>
    public readonly bool AtEnd => Offset == _data.Length;

    /// <summary>Reads one byte.</summary>
    public byte Byte() => _data[Offset++];

    /// <summary>Reads an unsigned integer.</summary>
    /// <exception cref="FormatException">The number does not end.</exception>
    public ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var b = _data[Offset++];
            value |= (ulong)(b & 0x7f) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }
        throw new FormatException($"The number at byte {Offset} has more than 10 bytes.");
    }

    /// <summary>Reads a non-negative integer that fits 31 bits, such as a count.</summary>
    public int Count() => checked((int)Varint());

    /// <summary>Reads a signed integer.</summary>
    public long Signed()
    {
        var value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>Reads four bytes.</summary>
    public uint UInt32()
    {
        var value = BinaryPrimitives.ReadUInt32LittleEndian(_data[Offset..]);
        Offset += 4;
        return value;
    }

    /// <summary>Reads eight bytes.</summary>
    public ulong UInt64()
    {
        var value = BinaryPrimitives.ReadUInt64LittleEndian(_data[Offset..]);
        Offset += 8;
        return value;
    }

    /// <summary>Reads a single-precision number.</summary>
    public float Single() => BitConverter.UInt32BitsToSingle(UInt32());

    /// <summary>Reads a double-precision number.</summary>
    public double Double() => BitConverter.UInt64BitsToDouble(UInt64());

    /// <summary>Reads a text.</summary>
    public string Text() => Encoding.UTF8.GetString(Block());

    /// <summary>Reads a length and that many bytes.</summary>
    public ReadOnlySpan<byte> Block()
    {
        var length = Count();
        var block = _data.Slice(Offset, length);
        Offset += length;
        return block;
    }
}
