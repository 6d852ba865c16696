using Personalization.Engine.Binary;
using Personalization.Engine.Events;

namespace Personalization.Engine.Features;

/// <summary>
/// Counts and sums by event kind over all of <see cref="FeatureWindow"/>, in event time, in one sparse list of buckets. A bucket
/// starts at the finest resolution that a window still needs and is merged into coarser ones as it ages, so memory is bounded (at most
/// 132 buckets of 8 bytes a kind, and a handful in practice) and every window reads exactly as if it had its own ring of buckets. Events
/// may come late and out of order. Sums are exact in thousandths. The state depends only on the events, not on when it was compacted or
/// saved. Not thread-safe.
/// </summary>
public struct WindowedCounters
{
    /// <summary>The largest number of kinds told apart; further kinds are counted as <see cref="EventKinds.OtherCode"/>.</summary>
    public const int MaxKinds = 24;

    private Bucket[]? _buckets;
    private BucketSum[]? _sums;
    private ushort _count;
    private ushort _sumCount;
    private uint _newest;

    private struct Bucket
    {
        public uint Start;
        public ushort Events;
        public byte Kind;
        public byte Window;
    }

    // Few kinds of event carry a value, so the sums stand apart.
    private struct BucketSum
    {
        public long Milli;
        public uint Start;
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
            var start = FeatureWindow.BucketStart(time, window);
            AddTo(kind, window, start, 1);
            AddSum(kind, window, start, ToMilli(value));
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
            }
        }
        for (var i = 0; i < _sumCount; i++)
        {
            ref var sum = ref _sums![i];
            for (var window = FeatureWindow.Count - 1;
                 (kind < 0 || sum.Kind == kind) && window >= sum.Window && FeatureWindow.Covers(sum.Start, window, now); window--)
            {
                milli[window] += sum.Milli;
            }
        }
        for (var window = 0; window < FeatureWindow.Count; window++)
        {
            sums[window] += milli[window] / 1000.0;
        }
    }

    /// <summary>
    /// Events of <paramref name="kind"/> (all kinds when negative) in <paramref name="window"/> as of <paramref name="now"/>.
    /// </summary>
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

    /// <summary>
    /// Events of all kinds in <paramref name="window"/> as of <paramref name="now"/>, each weighted by the magnitude of its kind's
    /// strength.
    /// </summary>
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

    /// <summary>
    /// Sum of the values of <paramref name="kind"/> (all kinds when negative) in <paramref name="window"/> as of <paramref name="now"/>.
    /// </summary>
    public readonly double Sum(int kind, int window, uint now)
    {
        long milli = 0;
        for (var i = 0; i < _sumCount; i++)
        {
            ref var sum = ref _sums![i];
            if ((kind < 0 || sum.Kind == kind) && sum.Window <= window && FeatureWindow.Covers(sum.Start, window, now))
            {
                milli += sum.Milli;
            }
        }
        return milli / 1000.0;
    }

    /// <summary>Brings every bucket to the coarsest resolution that its age allows and drops those older than every window.</summary>
    public void Compact()
    {
        var kept = 0;
        for (var i = 0; i < _count; i++)
        {
            var bucket = _buckets![i];
            if (!Coarsen(ref bucket.Start, ref bucket.Window))
            {
                continue;
            }
            var into = Find(_buckets, kept, bucket.Kind, bucket.Window, bucket.Start, bucket.Events);
            if (into >= 0)
            {
                _buckets[into].Events += bucket.Events;
            }
            else
            {
                _buckets[kept++] = bucket;
            }
        }
        _count = (ushort)kept;
        kept = 0;
        for (var i = 0; i < _sumCount; i++)
        {
            var sum = _sums![i];
            if (!Coarsen(ref sum.Start, ref sum.Window))
            {
                continue;
            }
            var into = FindSum(kept, sum.Kind, sum.Window, sum.Start);
            if (into >= 0)
            {
                _sums[into].Milli += sum.Milli;
            }
            else
            {
                _sums[kept++] = sum;
            }
        }
        _sumCount = (ushort)kept;
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
        if (_buckets!.Length > _count + 4)
        {
            Array.Resize(ref _buckets, _count + 2);
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
        Bucket before = default;
        foreach (var i in order)
        {
            var bucket = buckets[i];
            writer.Byte(bucket.Window);
            writer.UInt32(bucket.Start);
            vocabulary.WriteKind(writer, bucket.Kind);
            writer.Varint(bucket.Events);
            // A bucket that overflowed stands there twice; its sum is written once.
            var isFirst = bucket.Start != before.Start
                || bucket.Kind != before.Kind
                || bucket.Window != before.Window
                || before.Events == 0;
            var sum = isFirst ? FindSum(_sumCount, bucket.Kind, bucket.Window, bucket.Start) : -1;
            writer.Signed(sum < 0 ? 0 : _sums![sum].Milli);
            before = bucket;
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
            counters.Append(kind, window, start, events);
            counters.AddSum(kind, window, start, reader.Signed());
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

    private void AddTo(byte kind, byte window, uint start, ushort events)
    {
        var at = Find(_buckets, _count, kind, window, start, events);
        if (at < 0 && _buckets is not null && _count == _buckets.Length)
        {
            Compact();
            at = Find(_buckets, _count, kind, window, start, events);
        }
        if (at >= 0)
        {
            _buckets![at].Events += events;
        }
        else
        {
            Append(kind, window, start, events);
        }
    }

    private void Append(byte kind, byte window, uint start, ushort events)
    {
        if (_buckets is null)
        {
            _buckets = new Bucket[4];
        }
        else if (_count == _buckets.Length)
        {
            Array.Resize(ref _buckets, _count + Math.Max(2, _count / 8));
        }
        _buckets[_count++] = new Bucket { Kind = kind, Window = window, Start = start, Events = events };
    }

    private void AddSum(byte kind, byte window, uint start, long milli)
    {
        if (milli == 0)
        {
            return;
        }
        var at = FindSum(_sumCount, kind, window, start);
        if (at < 0 && _sums is not null && _sumCount == _sums.Length)
        {
            Compact();
            at = FindSum(_sumCount, kind, window, start);
        }
        if (at >= 0)
        {
            _sums![at].Milli += milli;
            return;
        }
        if (_sums is null || _sumCount == _sums.Length)
        {
            Array.Resize(ref _sums, _sumCount + Math.Max(1, _sumCount / 4));
        }
        _sums[_sumCount++] = new BucketSum { Kind = kind, Window = window, Start = start, Milli = milli };
    }

    private readonly int FindSum(int count, byte kind, byte window, uint start)
    {
        for (var i = count - 1; i >= 0; i--)
        {
            ref var sum = ref _sums![i];
            if (sum.Start == start && sum.Kind == kind && sum.Window == window)
            {
                return i;
            }
        }
        return -1;
    }

    // Brings a bucket to the coarsest resolution that its age allows; false when it is older than every window.
    private readonly bool Coarsen(ref uint start, ref byte window)
    {
        while (window < FeatureWindow.Count && !FeatureWindow.Covers(start, window, _newest))
        {
            window++;
            if (window < FeatureWindow.Count)
            {
                start = FeatureWindow.BucketStart(start, window);
            }
        }
        return window < FeatureWindow.Count;
    }
}
