using Personalization.Contracts.Catalog;
using Personalization.Engine.Binary;
using Personalization.Engine.Catalog;
using Personalization.Engine.Recommenders;

namespace Personalization.Engine.Tests.Recommenders;

public sealed class ItemPopularityTests
{
    private const int Items = 30;
    private const uint Start = TestNode.Start;

    [Theory]
    [InlineData(1, 3_000)]
    [InlineData(2, 40_000)]
    [InlineData(3, 400_000)]
    public void Share_follows_from_the_sum_of_weights_halved_every_week(int seed, int step)
    {
        using var node = WithItems();
        var popularity = new ItemPopularity();
        var log = RandomLog(seed, step);
        foreach (var (item, weight, time) in log)
        {
            popularity.Add(item, weight, time);
        }
        var now = log.Max(e => e.Time) + 5000;
        popularity.Publish(node.Catalog, now);
        var sums = Enumerable.Range(0, Items)
            .Select(item => log.Where(e => e.Item == item).Sum(e => e.Weight * Decay(now - (double)e.Time, 7)))
            .ToArray();
        for (var item = 0; item < Items; item++)
        {
            Assert.Equal(Math.Log(1 + sums[item]) / Math.Log(1 + sums.Max()), popularity.Lists.ShareOf(item), 1e-5);
        }
        Assert.Equal(Enumerable.Range(0, Items).OrderByDescending(item => sums[item]), popularity.Lists.Popular.ToArray());
    }

    [Theory]
    [InlineData(1, 3_000)]
    [InlineData(2, 40_000)]
    [InlineData(3, 400_000)]
    public void Written_counts_equal_the_sums_of_halved_events(int seed, int step)
    {
        var popularity = new ItemPopularity();
        var log = RandomLog(seed, step);
        foreach (var (item, weight, time) in log)
        {
            popularity.Add(item, weight, time);
        }
        for (var item = 0; item < Items; item++)
        {
            var writer = new ByteWriter();
            popularity.Write(writer, item);
            var reader = new ByteReader(writer.ToArray());
            double landmark = reader.UInt32();
            var events = log.Where(e => e.Item == item).ToArray();
            AssertRelative(events.Sum(e => e.Weight * Decay(landmark - e.Time, 7)), reader.Double());
            AssertRelative(events.Sum(e => Decay(landmark - e.Time, 7)), reader.Double());
            AssertRelative(events.Sum(e => Decay(landmark - e.Time, 2 / 24.0)), reader.Double());
        }
    }

    [Fact]
    public void Item_out_of_stock_or_out_of_the_catalogue_is_in_no_list()
    {
        using var node = WithItems();
        node.Put(new Item { ItemId = "item3", Category = "c0", Stock = 0 });
        node.Remove("item5");
        var popularity = new ItemPopularity();
        for (var i = 0; i < 500; i++)
        {
            popularity.Add(i % 8, 1 + (i % 8), Start + (uint)i);
            popularity.Add(3 + (2 * (i % 2)), 5, Start + 100_000);
        }
        popularity.Publish(node.Catalog, Start + 100_000);
        Assert.Equal([7, 6, 4, 2, 1, 0], popularity.Lists.Popular.ToArray());
        Assert.DoesNotContain(3, popularity.Lists.Trending.ToArray());
        Assert.DoesNotContain(5, popularity.Lists.Trending.ToArray());
        Assert.All(
            popularity.Lists.PopularIn(node.Vocabulary.Attributes.Find(AttributeDimension.Category, "c0")).ToArray(),
            i => Assert.Equal(0, i % 2));
    }

    [Fact]
    public void Nothing_learnt_gives_empty_lists()
    {
        using var node = WithItems();
        var popularity = new ItemPopularity();
        popularity.Publish(node.Catalog, Start);
        Assert.True(popularity.Lists.Popular.IsEmpty);
        Assert.True(popularity.Lists.Trending.IsEmpty);
        Assert.Equal(0, popularity.Lists.ShareOf(0));
    }

    internal static TestNode WithItems(int count = Items)
    {
        var node = new TestNode();
        for (var i = 0; i < count; i++)
        {
            node.Put(new Item { ItemId = "item" + i, Category = "c" + (i % 2) });
        }
        return node;
    }

    // Steps of up to four and a half days on average make the landmark move many times; some events come late.
    private static List<(int Item, float Weight, uint Time)> RandomLog(int seed, int step)
    {
        var random = SeededRandom.Create(seed);
        var log = new List<(int, float, uint)>();
        var time = Start;
        for (var i = 0; i < 800; i++)
        {
            time += (uint)random.Next(2 * step);
            log.Add((random.Next(Items), 0.1f + random.Next(6), time - (uint)(random.Next(5) == 0 ? random.Next(20_000) : 0)));
        }
        return log;
    }

    private static double Decay(double ageSeconds, double halfLifeDays) => Math.Pow(2, -ageSeconds / 86400 / halfLifeDays);

    // What has decayed to less than 1e-100 of an event may count as nothing.
    private static void AssertRelative(double expected, double actual) =>
        Assert.Equal(expected, actual, Math.Max(1e-100, Math.Abs(expected) * 1e-9));
}
