using Personalization.Engine.Binary;

namespace Personalization.Engine.Learning;

/// <summary>
/// How often each item was chosen in the course of time: counts in up to 48 periods of equal width, which doubles from 15 seconds to 64
/// minutes as the time between the first and the last choice grows; beyond that the oldest periods are forgotten, so that it reaches back
/// two days. Periods begin at multiples of their width since 1970, so what is known depends on the choices alone and not on the order in
/// which they come to be known. Where there are many items, those beyond the first ones are counted together. One writer.
/// </summary>
/// <param name="mostItems">How many items are counted one by one.</param>
public sealed class TrafficHistory(int mostItems)
{
    private const byte Version = 1;
    private const int MostPeriods = 48;
    private const int MostDoublings = 8;
    private const long LeastWidthMs = 15_000;

    // No item has this name.
    private const string Others = "";

    private SortedDictionary<long, SortedDictionary<string, long>> _periods = [];
    private readonly HashSet<string> _items = new(StringComparer.Ordinal);
    private long _widthMs = LeastWidthMs;

    /// <summary>Counts a choice.</summary>
    /// <param name="item">What was chosen.</param>
    /// <param name="atMs">When, in milliseconds since 1970.</param>
    public void Add(string item, long atMs)
    {
        var period = (long)Math.Floor((double)atMs / _widthMs);
        var isNew = !_periods.TryGetValue(period, out var counts);
        if (counts is null)
        {
            _periods[period] = counts = new(StringComparer.Ordinal);
        }
        var counted = _items.Contains(item) || (_items.Count < mostItems && _items.Add(item)) ? item : Others;
        counts[counted] = counts.GetValueOrDefault(counted) + 1;
        if (isNew)
        {
            Fit();
        }
    }

    /// <summary>A copy of the counts.</summary>
    /// <param name="most">How many items at most: those chosen most often in this time.</param>
    public TrafficPeriods Copy(int most)
    {
        if (_periods.Count == 0)
        {
            return new(default, TimeSpan.FromMilliseconds(_widthMs), [], []);
        }
        var (first, last) = (_periods.First().Key, _periods.Last().Key);
        var totals = new long[last - first + 1];
        var items = new SortedDictionary<string, long[]>(StringComparer.Ordinal);
        foreach (var (period, counts) in _periods)
        {
            foreach (var (item, count) in counts)
            {
                totals[period - first] += count;
                if (item.Length == 0)
                {
                    continue;
                }
                if (!items.TryGetValue(item, out var own))
                {
                    items[item] = own = new long[totals.Length];
                }
                own[period - first] = count;
            }
        }
        return new(
            DateTimeOffset.FromUnixTimeMilliseconds(first * _widthMs), TimeSpan.FromMilliseconds(_widthMs), totals,
            [.. items.OrderByDescending(static i => i.Value.Sum()).Take(most).Select(static i => (i.Key, i.Value))]);
    }

    /// <summary>Writes the counts; equal ones give equal bytes.</summary>
    public void Write(ByteWriter writer)
    {
        writer.Byte(Version);
        writer.Varint((ulong)_widthMs);
        writer.Varint((ulong)_periods.Count);
        foreach (var (period, counts) in _periods)
        {
            writer.Signed(period);
            writer.Varint((ulong)counts.Count);
            foreach (var (item, count) in counts)
            {
                writer.Text(item);
                writer.Varint((ulong)count);
            }
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are of an unknown version, or end too early.</exception>
    public static TrafficHistory Read(ref ByteReader reader, int mostItems)
    {
        Bandits.BanditFormat.Require(reader.Byte(), Version, "course of shares");
        var course = new TrafficHistory(mostItems) { _widthMs = (long)reader.Varint() };
        for (var left = reader.Count(3); left > 0; left--)
        {
            var counts = course._periods[reader.Signed()] = new(StringComparer.Ordinal);
            for (var items = reader.Count(2); items > 0; items--)
            {
                counts[reader.Text()] = (long)reader.Varint();
            }
        }
        course.Recount();
        return course;
    }

    private void Recount()
    {
        _items.Clear();
        foreach (var (_, counts) in _periods)
        {
            _items.UnionWith(counts.Keys);
        }
        _items.Remove(Others);
    }

    private void Fit()
    {
        while (Span >= MostPeriods && _widthMs < LeastWidthMs << MostDoublings)
        {
            Double();
        }
        if (Span < MostPeriods)
        {
            return;
        }
        while (Span >= MostPeriods)
        {
            _periods.Remove(_periods.First().Key);
        }
        // Items of the past make room for new ones.
        Recount();
    }

    private long Span => _periods.Last().Key - _periods.First().Key;

    private void Double()
    {
        var doubled = new SortedDictionary<long, SortedDictionary<string, long>>();
        foreach (var (period, counts) in _periods)
        {
            // Towards the past for those before 1970 too.
            if (!doubled.TryGetValue(period >> 1, out var sums))
            {
                doubled[period >> 1] = counts;
                continue;
            }
            foreach (var (item, count) in counts)
            {
                sums[item] = sums.GetValueOrDefault(item) + count;
            }
        }
        (_periods, _widthMs) = (doubled, 2 * _widthMs);
    }
}
