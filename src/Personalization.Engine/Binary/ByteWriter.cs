using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Personalization.Engine.Binary;

/// <summary>
/// A growing buffer with the primitives of the engine's binary forms: little-endian numbers, LEB128 integers, UTF-8 strings. Reusable; not
/// thread-safe.
/// </summary>
public sealed class ByteWriter(int capacity = 256)
{
    private byte[] _buffer = new byte[capacity];

    /// <summary>Bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>What was written, valid until the next write.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    /// <summary>What was written, valid until the next write.</summary>
    public ReadOnlyMemory<byte> WrittenMemory => _buffer.AsMemory(0, Length);

    /// <summary>Forgets what was written and keeps the buffer.</summary>
    public void Clear() => Length = 0;

    /// <summary>A copy of what was written.</summary>
    public byte[] ToArray() => Written.ToArray();

    /// <summary>Writes one byte.</summary>
    public void Byte(byte value)
    {
        Ensure(1);
        _buffer[Length++] = value;
    }

    /// <summary>Writes an unsigned integer in 1 to 10 bytes.</summary>
    public void Varint(ulong value)
    {
        if (value < 0x80)
        {
            Byte((byte)value);
            return;
        }
        Ensure(10);
        while (value >= 0x80)
        {
            _buffer[Length++] = (byte)(value | 0x80);
            value >>= 7;
        }
        _buffer[Length++] = (byte)value;
    }

    /// <summary>Writes a signed integer, small magnitudes in few bytes.</summary>
    public void Signed(long value) => Varint((ulong)((value << 1) ^ (value >> 63)));

    /// <summary>Writes four bytes.</summary>
    public void UInt32(uint value)
    {
        Ensure(4);
        BinaryPrimitives.WriteUInt32LittleEndian(_buffer.AsSpan(Length), value);
        Length += 4;
    }

    /// <summary>Writes eight bytes.</summary>
    public void UInt64(ulong value)
    {
        Ensure(8);
        BinaryPrimitives.WriteUInt64LittleEndian(_buffer.AsSpan(Length), value);
        Length += 8;
    }

    /// <summary>Writes a single-precision number.</summary>
    public void Single(float value) => UInt32(BitConverter.SingleToUInt32Bits(value));

    /// <summary>Writes a double-precision number.</summary>
    public void Double(double value) => UInt64(BitConverter.DoubleToUInt64Bits(value));

    /// <summary>Writes a length and the text as UTF-8.</summary>
    public void Text(string value)
    {
        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        Ensure(most + 5);
        if (most < 0x80)
        {
            var count = Encoding.UTF8.GetBytes(value, _buffer.AsSpan(Length + 1));
            _buffer[Length] = (byte)count;
            Length += count + 1;
            return;
        }
        Varint((ulong)Encoding.UTF8.GetByteCount(value));
        Length += Encoding.UTF8.GetBytes(value, _buffer.AsSpan(Length));
    }

    /// <summary>Writes a length and the bytes.</summary>
    public void Block(ReadOnlySpan<byte> value)
    {
        Varint((ulong)value.Length);
        Raw(value);
    }

    /// <summary>
    /// Begins a block whose length becomes known at its end; <see cref="ByteReader.Block"/> reads it. Blocks may lie in blocks.
    /// </summary>
    /// <param name="expectedBytes">
    /// About how long it becomes; the bytes are the same whatever is expected, but where it is right, nothing need move.
    /// </param>
    /// <returns>What <see cref="EndBlock"/> is to be told.</returns>
    public int BeginBlock(int expectedBytes = 0)
    {
        var begin = Length;
        var lengthBytes = LengthBytes(expectedBytes);
        Ensure(lengthBytes);
        Length += lengthBytes;
        return begin;
    }

    /// <summary>Ends the block that <see cref="BeginBlock"/> began.</summary>
    /// <param name="begin">What it returned.</param>
    /// <param name="expectedBytes">What it was told.</param>
    public void EndBlock(int begin, int expectedBytes = 0)
    {
        var left = LengthBytes(expectedBytes);
        var length = Length - begin - left;
        var lengthBytes = LengthBytes(length);
        if (lengthBytes != left)
        {
            Ensure(Math.Max(0, lengthBytes - left));
            _buffer.AsSpan(begin + left, length).CopyTo(_buffer.AsSpan(begin + lengthBytes));
        }
        Length = begin;
        Varint((ulong)length);
        Length += length;
    }

    /// <summary>Writes the bytes alone.</summary>
    public void Raw(ReadOnlySpan<byte> value)
    {
        Ensure(value.Length);
        value.CopyTo(_buffer.AsSpan(Length));
        Length += value.Length;
    }

    private static int LengthBytes(int length) => length < 0x80 ? 1 : (BitOperations.Log2((uint)length) / 7) + 1;

    private void Ensure(int more)
    {
        if (_buffer.Length - Length < more)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, Length + more));
        }
    }
}
