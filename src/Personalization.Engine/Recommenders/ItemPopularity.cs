using Personalization.Engine.Binary;
using Personalization.Engine.Catalog;
using Personalization.Engine.Statistics;

namespace Personalization.Engine.Recommenders;

/// <summary>
/// What is popular and what is trending, in event time. Each item keeps exponentially decayed sums (forward decay, Cormode et al. 2009):
/// the weight of its events with a long half-life, and their number with a long and a short one. One writer; what is published is readable
/// from any thread.
/// </summary>
public sealed class ItemPopularity
{
    /// <summary>Half-life of popularity and of the usual rate: 7 days.</summary>
    public const uint LongHalfLife = 7 * 86400;

    /// <summary>Half-life of the present rate: 2 hours.</summary>
    public const uint ShortHalfLife = 2 * 3600;

    private const int RescaleHalfLives = 40;
    private const double Least = 1e-100;
    private const double PriorEvents = 1;
    private const double FalseAlarms = 0.05;

    private readonly List<int> _unsaved = [];
    private readonly PopularityRanking _ranking = new();
    private Decayed[] _items = new Decayed[1024];
    private int _count;
    private uint _landmark;
    private volatile PopularityLists _lists = PopularityLists.Empty;

    private struct Decayed
    {
        public double Weight;
        public double Usual;
        public double Present;
        public bool Unsaved;
    }

    /// <summary>What was published last.</summary>
    public PopularityLists Lists => _lists;

    /// <summary>Counts one event on an item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="weight">How much it says, ≥ 0.</param>
    /// <param name="time">Event time in seconds since 1970; a late event adds what would be left of it.</param>
    public void Add(int item, float weight, uint time)
    {
        if (item >= _items.Length)
        {
            Array.Resize(ref _items, Math.Max(_items.Length * 2, item + 1));
        }
        _count = Math.Max(_count, item + 1);
        Advance(time);
        var age = (double)time - _landmark;
        ref var decayed = ref _items[item];
        var usual = double.Exp2(age / LongHalfLife);
        decayed.Weight += weight * usual;
        decayed.Usual += usual;
        decayed.Present += double.Exp2(age / ShortHalfLife);
        if (!decayed.Unsaved)
        {
            decayed.Unsaved = true;
            _unsaved.Add(item);
        }
    }

    /// <summary>
    /// Ranks the items that <paramref name="catalog"/> has and offers, as of <paramref name="now"/>, and publishes the lists.
    /// </summary>
    public void Publish(ItemCatalog catalog, uint now)
    {
        _ranking.Start(catalog);
        _lists = Rank(_items.AsSpan(0, _count), _landmark, _ranking, now);
    }

    private static PopularityLists Rank(ReadOnlySpan<Decayed> items, uint landmark, PopularityRanking ranking, uint now)
    {
        var usualNow = double.Exp2(((double)landmark - now) / LongHalfLife);
        var presentNow = double.Exp2(((double)landmark - now) / ShortHalfLife);
        double usualTotal = 0, presentTotal = 0;
        var active = 0;
        for (var item = 0; item < items.Length; item++)
        {
            ref readonly var decayed = ref items[item];
            if (decayed.Usual > 0)
            {
                usualTotal += decayed.Usual * usualNow;
                presentTotal += decayed.Present * presentNow;
                active++;
                ranking.Add(item, (float)(decayed.Weight * usualNow));
            }
        }
        if (active > 0)
        {
            var least = -NormalDistribution.Quantile(FalseAlarms / Math.Max(active, 2));
            for (var item = 0; item < items.Length; item++)
            {
                ref readonly var decayed = ref items[item];
                if (decayed.Usual > 0)
                {
                    // One event more than seen keeps rare items calm. Adding it for all items at once would take the favourites' shares
                    // away wherever the tail is long, and let them seem to surge for ever.
                    var share = ((decayed.Usual * usualNow) + PriorEvents) / (usualTotal + PriorEvents);
                    ranking.AddTrend(item, Significance(decayed.Present * presentNow, presentTotal * share), least);
                }
            }
        }
        return ranking.ToLists();
    }

    /// <summary>
    /// How many standard deviations the present decayed count lies above its expectation. An exponentially decayed Poisson count has half
    /// the variance of its mean, so twice the count behaves like a Poisson count of twice the mean; Anscombe's transform (1948) makes its
    /// variance one.
    /// </summary>
    /// <param name="present">The decayed count, ≥ 0.</param>
    /// <param name="expected">Its expectation at the item's usual share, ≥ 0.</param>
    public static double Significance(double present, double expected) =>
        2 * (Math.Sqrt((2 * present) + 0.375) - Math.Sqrt((2 * expected) + 0.375));

    /// <summary>Hands over the items that have changed since the last time, to be saved.</summary>
    public void TakeUnsaved(ICollection<int> into)
    {
        foreach (var item in _unsaved)
        {
            _items[item].Unsaved = false;
            into.Add(item);
        }
        _unsaved.Clear();
    }

    /// <summary>Writes what is learnt of one item, as of the time it names itself.</summary>
    public void Write(ByteWriter writer, int item)
    {
        writer.UInt32(_landmark);
        writer.Double(item < _count ? _items[item].Weight : 0);
        writer.Double(item < _count ? _items[item].Usual : 0);
        writer.Double(item < _count ? _items[item].Present : 0);
    }

    /// <summary>Replaces what is learnt of one item by what <see cref="Write"/> wrote.</summary>
    public void Read(ref ByteReader reader, int item)
    {
        if (item >= _items.Length)
        {
            Array.Resize(ref _items, Math.Max(_items.Length * 2, item + 1));
        }
        _count = Math.Max(_count, item + 1);
        var landmark = reader.UInt32();
        if (landmark > _landmark)
        {
            Rescale(landmark);
        }
        _items[item].Weight = reader.Double();
        _items[item].Usual = reader.Double();
        _items[item].Present = reader.Double();
        Age(ref _items[item], _landmark - landmark);
    }

    private void Advance(uint time)
    {
        if (_landmark == 0)
        {
            _landmark = time - (time % LongHalfLife);
        }
        else if (time > _landmark && (time - _landmark) / ShortHalfLife > RescaleHalfLives + (LongHalfLife / ShortHalfLife))
        {
            Rescale(time - (time % LongHalfLife));
        }
    }

    private void Rescale(uint landmark)
    {
        if (_landmark != 0)
        {
            for (var item = 0; item < _count; item++)
            {
                Age(ref _items[item], landmark - _landmark);
            }
        }
        _landmark = landmark;
    }

    private static void Age(ref Decayed decayed, uint seconds)
    {
        decayed.Weight = Halve(decayed.Weight, seconds / LongHalfLife);
        decayed.Usual = Halve(decayed.Usual, seconds / LongHalfLife);
        decayed.Present = Halve(decayed.Present, seconds / ShortHalfLife);
    }

    // Whole half-lives lie between any two landmarks, so only powers of two are divided by, which loses nothing until the numbers are so
    // small that they have fewer digits; before that they become zero. So one long step gives the same bits as many short ones.
    private static double Halve(double value, uint times)
    {
        var halved = Math.ScaleB(value, -(int)Math.Min(times, 5000));
        return halved < Least ? 0 : halved;
    }
}
