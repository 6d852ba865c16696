using System.Buffers.Binary;

namespace Personalization.Log.Partitions;

/// <summary>Builds one stored row after the other in a buffer of its own. Not thread-safe.</summary>
/// <param name="maxBytes">The size of a row at most, save for a single larger entry.</param>
public sealed class LogRowWriter(int maxBytes)
{
    private byte[] _buffer = new byte[4096];
    private int _length = LogRow.HeaderBytes;

    /// <summary>The position of the row's first entry.</summary>
    public long FirstPosition { get; private set; }

    /// <summary>How many entries the row holds.</summary>
    public int Count { get; private set; }

    /// <summary>How many of them carry an id hash.</summary>
    public int IdCount { get; private set; }

    /// <summary>Empties the row.</summary>
    public void Start(long firstPosition)
    {
        FirstPosition = firstPosition;
        Count = 0;
        IdCount = 0;
        _length = LogRow.HeaderBytes;
    }

    /// <summary>Adds an entry.</summary>
    /// <returns><see langword="false"/> when the row is full and must be finished first.</returns>
    public bool TryAdd(byte kind, ulong idHash, ReadOnlySpan<byte> data)
    {
        var length = (long)_length + LogRow.EntryBytes + data.Length;
        if (Count > 0 && length > maxBytes)
            return false;
        if (length > _buffer.Length)
            Array.Resize(ref _buffer, (int)Math.Max(length, Math.Min(2L * _buffer.Length, maxBytes)));

        var entry = _buffer.AsSpan(_length);
        BinaryPrimitives.WriteInt32LittleEndian(entry, data.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(entry[4..], idHash);
        entry[12] = kind;
        data.CopyTo(entry[LogRow.EntryBytes..]);
        _length = (int)length;
        Count++;
        if (idHash != 0)
            IdCount++;
        return true;
    }

    /// <summary>The same as <see cref="Finish"/>, as memory.</summary>
    public ReadOnlyMemory<byte> FinishInPlace()
    {
        var length = Finish().Length;
        return _buffer.AsMemory(0, length);
    }

    /// <summary>Closes the row; its bytes stay valid until the next <see cref="Start"/>.</summary>
    public ReadOnlySpan<byte> Finish()
    {
        var row = _buffer.AsSpan(0, _length);
        BinaryPrimitives.WriteUInt32LittleEndian(row, LogRow.Checksum(row, FirstPosition, Count));
        return row;
    }
}
