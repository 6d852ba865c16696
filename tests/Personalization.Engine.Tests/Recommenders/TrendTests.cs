using Personalization.Engine.Recommenders;

namespace Personalization.Engine.Tests.Recommenders;

public sealed class TrendTests
{
    private const uint Start = TestNode.Start;
    private const uint Hour = 3600;
    private const uint Day = TestNode.Day;

    // Each publication judges all items and may be wrong about any of them in 5 of 100 cases; 28 publications, half a day apart, so 1.4
    // false trends in all.
    [Theory]
    [InlineData(1, 2_000, 0.0, 60_000)]
    [InlineData(2, 2_000, 1.0, 60_000)]
    [InlineData(3, 20_000, 1.0, 40_000)]
    [InlineData(4, 20_000, 1.3, 40_000)]
    [InlineData(5, 300, 0.7, 200_000)]
    public void Unchanging_rates_give_almost_no_trends(int seed, int items, double zipf, int eventsPerWeek)
    {
        using var node = ItemPopularityTests.WithItems(items);
        var shop = new SteadyShop(seed, items, zipf, eventsPerWeek);
        var popularity = new ItemPopularity();
        shop.Run(popularity, 21 * Day);
        var found = new List<int>();
        for (var i = 0; i < 28; i++)
        {
            shop.Run(popularity, Day / 2);
            popularity.Publish(node.Catalog, shop.Now);
            found.AddRange(popularity.Lists.Trending);
        }
        Assert.True(found.Count <= 5, $"False trends: {string.Join(' ', found)}");
    }

    [Theory]
    [InlineData(1, 0.05)]
    [InlineData(2, 0.3)]
    public void Favourite_above_a_long_tail_is_no_trend(int seed, double share)
    {
        using var node = ItemPopularityTests.WithItems(20_000);
        var tail = new SteadyShop(seed, 20_000, 0, 40_000);
        var favourite = new SteadyShop(seed, 1, 0, (int)(40_000 * share / (1 - share)));
        var popularity = new ItemPopularity();
        for (var i = 0; i < 56; i++)
        {
            tail.Run(popularity, Day / 2);
            favourite.Run(popularity, Day / 2);
            popularity.Publish(node.Catalog, tail.Now);
            Assert.DoesNotContain(0, popularity.Lists.Trending.ToArray());
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Surge_of_an_ordinary_item_is_found_first_and_alone(int seed)
    {
        const int surging = 700;
        using var node = ItemPopularityTests.WithItems(2000);
        var shop = new SteadyShop(seed, 2000, 1.0, 60_000);
        var popularity = new ItemPopularity();
        shop.Run(popularity, 14 * Day);
        shop.Run(popularity, 2 * Hour, also: surging, alsoEvents: 30);
        popularity.Publish(node.Catalog, shop.Now);
        Assert.Equal([surging], popularity.Lists.Trending.ToArray());
        Assert.True(popularity.Lists.Trends[0] > 5);
        Assert.NotEqual(surging, popularity.Lists.Popular[0]);
    }

    [Fact]
    public void Trend_passes_when_the_surge_is_over()
    {
        using var node = ItemPopularityTests.WithItems(2000);
        var shop = new SteadyShop(9, 2000, 1.0, 60_000);
        var popularity = new ItemPopularity();
        shop.Run(popularity, 14 * Day);
        shop.Run(popularity, 2 * Hour, also: 700, alsoEvents: 30);
        shop.Run(popularity, Day);
        popularity.Publish(node.Catalog, shop.Now);
        Assert.DoesNotContain(700, popularity.Lists.Trending.ToArray());
    }

    [Fact]
    public void Most_popular_item_at_its_usual_rate_is_popular_and_not_trending()
    {
        using var node = ItemPopularityTests.WithItems(3);
        var popularity = new ItemPopularity();
        for (var time = Start; time < Start + (7 * Day); time += 300)
        {
            popularity.Add(0, 1, time);
            if ((time - Start) % 1500 == 0)
            {
                popularity.Add(1, 1, time);
            }
        }
        for (var i = 0u; i < 40; i++)
        {
            popularity.Add(2, 1, Start + (7 * Day) - (i * 60));
        }
        popularity.Publish(node.Catalog, Start + (7 * Day));
        Assert.Equal([0, 1, 2], popularity.Lists.Popular.ToArray());
        Assert.Equal([2], popularity.Lists.Trending.ToArray());
    }

    [Fact]
    public void More_traffic_for_all_items_alike_is_no_trend()
    {
        using var node = ItemPopularityTests.WithItems(50);
        var popularity = new ItemPopularity();
        var quiet = new SteadyShop(1, 50, 0.5, 20_000);
        quiet.Run(popularity, 14 * Day);
        var rush = new SteadyShop(2, 50, 0.5, 400_000) { Now = quiet.Now };
        rush.Run(popularity, 4 * Hour);
        popularity.Publish(node.Catalog, rush.Now);
        Assert.True(popularity.Lists.Trending.IsEmpty);
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(5, 5, 0)]
    [InlineData(10, 2, 4.844435)]
    public void Significance_is_twice_the_distance_of_the_stabilised_counts(double present, double expected, double z) =>
        Assert.Equal(z, ItemPopularity.Significance(present, expected), 1e-4);
}
