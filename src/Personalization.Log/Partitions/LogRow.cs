using System.Buffers.Binary;
using Personalization.Engine.Binary;

namespace Personalization.Log.Partitions;

/// <summary>
/// The form of a stored row, little-endian: a CRC-32C of everything after it, seeded with the first position and the count; then per entry
/// its length (4 bytes), id hash (8), kind (1) and data.
/// </summary>
public static class LogRow
{
    /// <summary>Bytes before the first entry.</summary>
    public const int HeaderBytes = 4;

    /// <summary>Bytes that each entry takes beside its data.</summary>
    public const int EntryBytes = 13;

    /// <summary>The checksum that belongs to a row.</summary>
    public static uint Checksum(ReadOnlySpan<byte> row, long firstPosition, int count)
    {
        Span<byte> place = stackalloc byte[12];
        BinaryPrimitives.WriteInt64LittleEndian(place, firstPosition);
        BinaryPrimitives.WriteInt32LittleEndian(place[8..], count);
        return Crc32C.Compute(row[HeaderBytes..], Crc32C.Compute(place));
    }

    /// <summary>
    /// Says what is wrong with a row, or <see langword="null"/>. Entries of a sound row can be read without further checks.
    /// </summary>
    public static string? FindFault(ReadOnlySpan<byte> row, long firstPosition, int count)
    {
        if (row.Length < HeaderBytes)
            return $"the row has {row.Length} bytes, less than its header";
        var stored = BinaryPrimitives.ReadUInt32LittleEndian(row);
        var actual = Checksum(row, firstPosition, count);
        if (stored != actual)
            return $"the row's checksum is {actual:x8}, stored was {stored:x8}";

        long offset = HeaderBytes;
        for (var i = 0; i < count; i++)
        {
            if (row.Length - offset < EntryBytes)
                return $"the row ends within entry {i} of {count}";
            offset += EntryBytes + BinaryPrimitives.ReadUInt32LittleEndian(row[(int)offset..]);
        }

        return offset == row.Length ? null : $"the row's entries take {offset} bytes of its {row.Length}";
    }

    /// <summary>Reads the entry at an offset and moves the offset past it.</summary>
    public static LogEntry Read(byte[] row, ref int offset, long position)
    {
        var header = row.AsSpan(offset, EntryBytes);
        var length = BinaryPrimitives.ReadInt32LittleEndian(header);
        var start = offset + EntryBytes;
        offset = start + length;
        return new(position, header[12], BinaryPrimitives.ReadUInt64LittleEndian(header[4..]), row.AsMemory(start, length));
    }
}
