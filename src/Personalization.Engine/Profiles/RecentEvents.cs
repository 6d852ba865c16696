using Personalization.Engine.Binary;

namespace Personalization.Engine.Profiles;

/// <summary>The latest events in the order of application, packed into about five bytes each. Bounded. Not thread-safe.</summary>
public struct RecentEvents
{
    private const byte EscapedKind = 31;
    private const int FirstBackward = 5;

    private byte[]? _packed;
    private ushort _start;
    private ushort _end;
    private byte _count;
    private uint _baseTime;
    private uint _lastTime;

    // The first byte of an event holds its kind, if below the escape, and in three bits how many bytes the step of time has, forward or
    // backward.
    private static ReadOnlySpan<byte> StepBytes => [0, 1, 2, 3, 4, 1, 2, 4];

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
        var step = (long)entry.Time - _lastTime;
        var shape = ShapeOf(step);
        var length = 0;
        record[length++] = (byte)((shape << 5) | Math.Min(entry.Kind, EscapedKind));
        if (entry.Kind >= EscapedKind)
        {
            record[length++] = entry.Kind;
        }
        length += WriteVarint(record[length..], (uint)(entry.Item + 1));
        for (var (bytes, rest) = (StepBytes[shape], Math.Abs(step)); bytes > 0; bytes--, rest >>= 8)
        {
            record[length++] = (byte)rest;
        }
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
        var head = _packed![offset++];
        var kind = (byte)(head & EscapedKind);
        if (kind == EscapedKind)
        {
            kind = _packed[offset++];
        }
        var item = (int)ReadVarint(ref offset) - 1;
        var shape = head >> 5;
        long step = 0;
        for (var i = 0; i < StepBytes[shape]; i++)
        {
            step |= (long)_packed[offset++] << (8 * i);
        }
        time += shape < FirstBackward ? step : -step;
        return new RecentEntry(kind, item, (uint)time);
    }

    private static int ShapeOf(long step) => step switch
    {
        0 => 0,
        > 0 => step < 1 << 8 ? 1 : step < 1 << 16 ? 2 : step < 1 << 24 ? 3 : 4,
        _ => step > -(1 << 8) ? 5 : step > -(1 << 16) ? 6 : 7,
    };

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
        if (used + length > _packed.Length - (_packed.Length / 16))
        {
            var larger = new byte[_packed.Length + Math.Max(16, _packed.Length / 10)];
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
