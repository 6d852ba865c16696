using Personalization.Engine.Binary;
using Personalization.Engine.Events;

namespace Personalization.Engine.Features;

/// <summary>
/// Counts and sums by event kind over all of <see cref="FeatureWindow"/>, in event time, in one sparse list of buckets. A bucket
/// starts at the finest resolution that a window still needs and is merged into coarser ones as it ages, so memory is bounded (at most
/// 132 buckets of 8 bytes a kind, and a handful in practice) and every window reads exactly as if it had its own ring of buckets. Events may come
/// late and out of order. Sums are exact in thousandths. The state depends only on the events, not on when it was compacted or saved.
/// Not thread-safe.
/// </summary>
public struct WindowedCounters
{
    /// <summary>The largest number of kinds told apart; further kinds are counted as <see cref="EventKinds.OtherCode"/>.</summary>
    public const int MaxKinds = 24;

    private Bucket[]? _buckets;
    private long[]? _sums;
    private int _count;
    private uint _newest;

    private struct Bucket
    {
        public uint Start;
        public ushort Events;
        public byte Kind;
        public byte Window;
    }

    /// <summary>Time of the newest event, in seconds since 1970; 0 when there was none.</summary>
    public readonly uint Newest => _newest;

    /// <summary>Buckets in use.</summary>
    public readonly int BucketCount => _count;

    /// <summary>Counts one event.</summary>
    /// <param name="kind">The event kind's code.</param>
    /// <param name="time">Event time in seconds since 1970.</param>
    /// <param name="value">The amount added to the kind's sum.</param>
    public void Add(byte kind, uint time, double value)
    {
        _newest = Math.Max(_newest, time);
        var window = WindowFor(time);
        if (window < FeatureWindow.Count)
        {
            kind = Admit(kind);
            AddTo(kind, window, FeatureWindow.BucketStart(time, window), 1, ToMilli(value));
        }
    }

    /// <summary>
    /// Adds the counts and sums of <paramref name="kind"/> (or of all kinds when negative) as of <paramref name="now"/> to
    /// <paramref name="counts"/> and <paramref name="sums"/>, one cell a window.
    /// </summary>
    public readonly void Read(int kind, uint now, Span<long> counts, Span<double> sums)
    {
        Span<long> milli = stackalloc long[FeatureWindow.Count];
        for (var i = 0; i < _count; i++)
        {
            ref var bucket = ref _buckets![i];
            if (kind >= 0 && bucket.Kind != kind)
            {
                continue;
            }
            for (var window = FeatureWindow.Count - 1; window >= bucket.Window && FeatureWindow.Covers(bucket.Start, window, now); window--)
            {
                counts[window] += bucket.Events;
                if (_sums is not null)
                {
                    milli[window] += _sums[i];
                }
            }
        }
        for (var window = 0; window < FeatureWindow.Count; window++)
        {
            sums[window] += milli[window] / 1000.0;
        }
    }

    /// <summary>Events of <paramref name="kind"/> (all kinds when negative) in <paramref name="window"/> as of <paramref name="now"/>.</summary>
    public readonly long Count(int kind, int window, uint now)
    {
        long count = 0;
        for (var i = 0; i < _count; i++)
        {
            ref var bucket = ref _buckets![i];
            if ((kind < 0 || bucket.Kind == kind) && bucket.Window <= window && FeatureWindow.Covers(bucket.Start, window, now))
            {
                count += bucket.Events;
            }
        }
        return count;
    }

    /// <summary>Events of all kinds in <paramref name="window"/> as of <paramref name="now"/>, each weighted by the magnitude of its kind's strength.</summary>
    public readonly double Weighted(EventKinds kinds, int window, uint now)
    {
        var sum = 0.0;
        for (var i = 0; i < _count; i++)
        {
            ref var bucket = ref _buckets![i];
            if (bucket.Window <= window && FeatureWindow.Covers(bucket.Start, window, now))
            {
                sum += bucket.Events * Math.Abs(kinds[bucket.Kind].Strength);
            }
        }
        return sum;
    }

    /// <summary>Sum of the values of <paramref name="kind"/> (all kinds when negative) in <paramref name="window"/> as of <paramref name="now"/>.</summary>
    public readonly double Sum(int kind, int window, uint now)
    {
        long milli = 0;
        for (var i = 0; _sums is not null && i < _count; i++)
        {
            ref var bucket = ref _buckets![i];
            if ((kind < 0 || bucket.Kind == kind) && bucket.Window <= window && FeatureWindow.Covers(bucket.Start, window, now))
            {
                milli += _sums[i];
            }
        }
        return milli / 1000.0;
    }

    /// <summary>Brings every bucket to the coarsest resolution that its age allows and drops those older than every window.</summary>
    public void Compact()
    {
        var buckets = _buckets;
        var sums = _sums;
        var count = _count;
        if (count == 0)
        {
            return;
        }
        var kept = 0;
        for (var i = 0; i < count; i++)
        {
            var bucket = buckets![i];
            var sum = sums?[i] ?? 0;
            while (bucket.Window < FeatureWindow.Count && !FeatureWindow.Covers(bucket.Start, bucket.Window, _newest))
            {
                bucket.Window++;
                if (bucket.Window < FeatureWindow.Count)
                {
                    bucket.Start = FeatureWindow.BucketStart(bucket.Start, bucket.Window);
                }
            }
            if (bucket.Window == FeatureWindow.Count)
            {
                continue;
            }
            var into = Find(buckets, kept, bucket.Kind, bucket.Window, bucket.Start, bucket.Events);
            if (into >= 0)
            {
                buckets[into].Events += bucket.Events;
            }
            else
            {
                into = kept++;
                buckets[into] = bucket;
                if (sums is not null)
                {
                    sums[into] = 0;
                }
            }
            if (sums is not null)
            {
                sums[into] += sum;
            }
        }
        _count = kept;
    }

    /// <summary>Writes the compacted state, in a canonical order.</summary>
    public void Write(ByteWriter writer, Vocabulary vocabulary)
    {
        var kinds = vocabulary.Kinds;
        Compact();
        writer.UInt32(_newest);
        writer.Varint((ulong)_count);
        if (_count == 0)
        {
            return;
        }
        var order = new int[_count];
        for (var i = 0; i < _count; i++)
        {
            order[i] = i;
        }
        var buckets = _buckets!;
        Array.Sort(order, (a, b) =>
        {
            ref var x = ref buckets[a];
            ref var y = ref buckets[b];
            var compared = x.Window != y.Window ? x.Window.CompareTo(y.Window)
                : x.Start != y.Start ? x.Start.CompareTo(y.Start)
                : string.CompareOrdinal(kinds[x.Kind].Name, kinds[y.Kind].Name);
            return compared != 0 ? compared : y.Events.CompareTo(x.Events);
        });
        foreach (var i in order)
        {
            writer.Byte(buckets[i].Window);
            writer.UInt32(buckets[i].Start);
            vocabulary.WriteKind(writer, buckets[i].Kind);
            writer.Varint(buckets[i].Events);
            writer.Signed(_sums?[i] ?? 0);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static WindowedCounters Read(ref ByteReader reader, Vocabulary vocabulary)
    {
        var counters = new WindowedCounters { _newest = reader.UInt32() };
        var count = reader.Count();
        for (var i = 0; i < count; i++)
        {
            var window = reader.Byte();
            var start = reader.UInt32();
            var kind = vocabulary.ReadKind(ref reader);
            var events = (ushort)reader.Varint();
            counters.Append(kind, window, start, events, reader.Signed());
        }
        return counters;
    }

    private static long ToMilli(double value) => (long)Math.Clamp(Math.Round(value * 1000), -9e15, 9e15);

    private static int Find(Bucket[]? buckets, int count, byte kind, byte window, uint start, int more)
    {
        for (var i = count - 1; i >= 0; i--)
        {
            ref var bucket = ref buckets![i];
            if (bucket.Start == start && bucket.Kind == kind && bucket.Window == window && bucket.Events + more <= ushort.MaxValue)
            {
                return i;
            }
        }
        return -1;
    }

    /// <summary>The finest window that still covers <paramref name="time"/>, or <see cref="FeatureWindow.Count"/> when none does.</summary>
    private readonly byte WindowFor(uint time)
    {
        byte window = 0;
        while (window < FeatureWindow.Count && !FeatureWindow.Covers(time, window, _newest))
        {
            window++;
        }
        return window;
    }

    private readonly byte Admit(byte kind)
    {
        Span<bool> seen = stackalloc bool[256];
        var kinds = 0;
        for (var i = _count - 1; i >= 0; i--)
        {
            var other = _buckets![i].Kind;
            if (other == kind)
            {
                return kind;
            }
            if (!seen[other])
            {
                seen[other] = true;
                kinds++;
            }
        }
        return kinds < MaxKinds ? kind : EventKinds.OtherCode;
    }

    private void AddTo(byte kind, byte window, uint start, ushort events, long milli)
    {
        var at = Find(_buckets, _count, kind, window, start, events);
        if (at >= 0)
        {
            _buckets![at].Events += events;
            AddSum(at, milli);
            return;
        }
        if (_buckets is not null && _count == _buckets.Length)
        {
            Compact();
            at = Find(_buckets, _count, kind, window, start, events);
            if (at >= 0)
            {
                _buckets[at].Events += events;
                AddSum(at, milli);
                return;
            }
        }
        Append(kind, window, start, events, milli);
    }

    private void Append(byte kind, byte window, uint start, ushort events, long milli)
    {
        if (_buckets is null)
        {
            _buckets = new Bucket[4];
        }
        else if (_count == _buckets.Length)
        {
            Array.Resize(ref _buckets, _count + Math.Max(4, _count / 4));
        }
        if (_sums is not null && _sums.Length < _buckets.Length)
        {
            Array.Resize(ref _sums, _buckets.Length);
        }
        _buckets[_count] = new Bucket { Kind = kind, Window = window, Start = start, Events = events };
        if (_sums is not null)
        {
            _sums[_count] = 0;
        }
        AddSum(_count++, milli);
    }

    private void AddSum(int at, long milli)
    {
        if (milli != 0)
        {
            _sums ??= new long[_buckets!.Length];
            _sums[at] += milli;
        }
    }
}
