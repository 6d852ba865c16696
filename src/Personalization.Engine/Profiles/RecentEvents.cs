using Personalization.Engine.Binary;

namespace Personalization.Engine.Profiles;

/// <summary>The latest events in the order of application, packed into about six bytes each. Bounded. Not thread-safe.</summary>
public struct RecentEvents
{
    private byte[]? _packed;
    private ushort _start;
    private ushort _end;
    private byte _count;
    private uint _baseTime;
    private uint _lastTime;

    /// <summary>The most events kept.</summary>
    public const int MaxCapacity = 200;

    /// <summary>Events kept now.</summary>
    public readonly int Count => _count;

    /// <summary>Appends an event; when <paramref name="capacity"/> are kept already, the oldest leaves.</summary>
    /// <returns>Whether one left, as <paramref name="left"/>.</returns>
    public bool Add(RecentEntry entry, int capacity, out RecentEntry left)
    {
        left = default;
        var full = _count >= capacity;
        if (full)
        {
            left = DropOldest();
        }
        Span<byte> record = stackalloc byte[16];
        if (_count == 0)
        {
            _baseTime = _lastTime = entry.Time;
        }
        record[0] = entry.Kind;
        var length = 1 + WriteVarint(record[1..], (uint)(entry.Item + 1));
        var step = (long)entry.Time - _lastTime;
        length += WriteVarint(record[length..], (ulong)((step << 1) ^ (step >> 63)));
        Reserve(length);
        record[..length].CopyTo(_packed.AsSpan(_end));
        _end += (ushort)length;
        _lastTime = entry.Time;
        _count++;
        return full;
    }

    /// <summary>Copies the events, newest first, to <paramref name="newestFirst"/>, which has room for <see cref="Count"/>.</summary>
    /// <returns>How many were copied.</returns>
    public readonly int CopyTo(Span<RecentEntry> newestFirst)
    {
        var time = (long)_baseTime;
        var offset = (int)_start;
        for (var i = _count - 1; i >= 0; i--)
        {
            newestFirst[i] = ReadAt(ref offset, ref time);
        }
        return _count;
    }

    /// <summary>Writes the events, oldest first.</summary>
    public readonly void Write(ByteWriter writer, Vocabulary vocabulary)
    {
        Span<RecentEntry> entries = stackalloc RecentEntry[_count];
        CopyTo(entries);
        writer.Varint(_count);
        for (var i = _count - 1; i >= 0; i--)
        {
            entries[i].Write(writer, vocabulary);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static RecentEvents Read(ref ByteReader reader, StateContext context)
    {
        var recent = new RecentEvents();
        var count = reader.Count();
        for (var i = 0; i < count; i++)
        {
            recent.Add(RecentEntry.Read(ref reader, context.Vocabulary), MaxCapacity, out _);
        }
        return recent;
    }

    private RecentEntry DropOldest()
    {
        var offset = (int)_start;
        var time = (long)_baseTime;
        var oldest = ReadAt(ref offset, ref time);
        _baseTime = (uint)time;
        _start = (ushort)offset;
        _count--;
        return oldest;
    }

    private readonly RecentEntry ReadAt(ref int offset, ref long time)
    {
        var kind = _packed![offset++];
        var item = (int)ReadVarint(ref offset) - 1;
        var zigzag = ReadVarint(ref offset);
        time += (long)(zigzag >> 1) ^ -(long)(zigzag & 1);
        return new RecentEntry(kind, item, (uint)time);
    }

    private readonly ulong ReadVarint(ref int offset)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var b = _packed![offset++];
            value |= (ulong)(b & 0x7f) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }
    }

    private static int WriteVarint(Span<byte> to, ulong value)
    {
        var length = 0;
        while (value >= 0x80)
        {
            to[length++] = (byte)(value | 0x80);
            value >>= 7;
        }
        to[length++] = (byte)value;
        return length;
    }

    private void Reserve(int length)
    {
        if (_packed is null)
        {
            _packed = new byte[32];
        }
        if (_end + length <= _packed.Length)
        {
            return;
        }
        var used = _end - _start;
        if (used + length > _packed.Length - (_packed.Length / 8))
        {
            var larger = new byte[_packed.Length + Math.Max(24, _packed.Length / 5)];
            _packed.AsSpan(_start, used).CopyTo(larger);
            _packed = larger;
        }
        else
        {
            _packed.AsSpan(_start, used).CopyTo(_packed);
        }
        _start = 0;
        _end = (ushort)used;
    }
}
