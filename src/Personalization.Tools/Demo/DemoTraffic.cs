using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;

namespace Personalization.Tools.Demo;

/// <summary>
/// What happens in the demo shop. Each day follows from the seed and the date alone, whatever span it is asked as a part of. Thread-safe.
/// </summary>
internal sealed class DemoTraffic
{
    private readonly ulong _seed;
    private readonly DemoShelf _shelf;
    private readonly ShopperLiking _liking;
    private readonly ViralTide _tide;
    private readonly WeightedChoice[] _hours;

    /// <summary>Opens the shop.</summary>
    /// <param name="seed">The seed of the shop.</param>
    /// <param name="items">The products of <see cref="DemoCatalog.Create"/>.</param>
    /// <param name="shoppers">The people of <see cref="DemoShoppers.Create"/>.</param>
    public DemoTraffic(ulong seed, IReadOnlyList<Item> items, IReadOnlyList<DemoShopper> shoppers)
    {
        _seed = seed;
        _shelf = new DemoShelf(seed, items);
        _liking = new ShopperLiking(_shelf, shoppers);
        _tide = new ViralTide(seed, _shelf);
        _hours = [.. shoppers.Select(static shopper => new WeightedChoice([.. shopper.Hours]))];
        Shoppers = shoppers;
    }

    /// <summary>The people who come.</summary>
    public IReadOnlyList<DemoShopper> Shoppers { get; }

    /// <summary>The products.</summary>
    public DemoShelf Shelf => _shelf;

    /// <summary>How well products suit shoppers.</summary>
    public ShopperLiking Liking => _liking;

    /// <summary>What goes viral when.</summary>
    public ViralTide Tide => _tide;

    /// <summary>Plays single visits. Each caller needs one of its own.</summary>
    public VisitWriter Visits() => new(_seed, _shelf, _liking, _tide);

    /// <summary>
    /// What happened in a span of time, in the order of time. Event ids stay the same however the span is cut, so that filling in again
    /// adds nothing twice.
    /// </summary>
    /// <param name="from">The first moment.</param>
    /// <param name="to">The moment after the last.</param>
    public IEnumerable<Event> History(DateTimeOffset from, DateTimeOffset to)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, to);
        return Days(from, to);
    }

    private IEnumerable<Event> Days(DateTimeOffset from, DateTimeOffset to)
    {
        var visits = Visits();
        List<Event> current = [];
        List<Event> later = [];
        // What began the day before may reach into the first day.
        var day = DayOf(from) - 1;
        for (; Start(day) < to; day++)
        {
            var end = Start(day + 1);
            Play(day, visits, current);
            foreach (var happened in InOrder(current, Start(day)))
            {
                if (happened.Timestamp >= end)
                {
                    later.Add(happened);
                }
                else if (happened.Timestamp >= from && happened.Timestamp < to)
                {
                    yield return happened;
                }
            }
            current.Clear();
            (current, later) = (later, current);
        }
    }

    private void Play(long day, VisitWriter visits, List<Event> into)
    {
        var start = Start(day);
        var rush = start.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 1.25 : 0.9;
        foreach (var shopper in Shoppers)
        {
            var random = new SeededRandom(_seed, (ulong)day, (ulong)shopper.Index);
            var count = random.Poisson(shopper.VisitsPerDay * rush);
            for (var i = 0; i < count; i++)
            {
                var at = start.AddHours(_hours[shopper.Index].Draw(ref random)).AddMilliseconds(random.Next(3_600_000));
                visits.Write(shopper, at, $"demo-{day}-{shopper.Index + 1}-{i}", random.NextBits(), 1, into);
            }
        }
    }

    private static Event[] InOrder(List<Event> events, DateTimeOffset start)
    {
        var keys = new long[events.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            // The place in the list breaks ties, so that the order never hangs on how the sort works.
            keys[i] = ((long)(events[i].Timestamp!.Value - start).TotalMilliseconds << 32) | (uint)i;
        }
        var sorted = events.ToArray();
        Array.Sort(keys, sorted);
        return sorted;
    }

    private static long DayOf(DateTimeOffset at) => (long)Math.Floor((at - DateTimeOffset.UnixEpoch).TotalDays);

    private static DateTimeOffset Start(long day) => DateTimeOffset.UnixEpoch.AddDays(day);
}
