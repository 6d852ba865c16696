using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;
using Personalization.Contracts.Ranking;
using Personalization.Engine.Profiles;
using Personalization.Engine.Ranking;

namespace Personalization.Engine.Tests.Ranking;

/// <summary>Given lists, and what holds of every list.</summary>
public sealed class DecisionListTests
{
    private const uint Start = TestNode.Start;
    private static readonly string[] Types =
    [
        EventTypes.PageView, EventTypes.AddToCart, EventTypes.Purchase, EventTypes.Rating, EventTypes.Dislike, EventTypes.Search,
        "custom:x"
    ];

    [Fact]
    public void Given_list_comes_back_whole_with_unknown_items_last()
    {
        using var node = DecisionRulesTests.Busy();
        var user = new UserState();
        node.Act(user, EventTypes.PageView, "hats0", Start);
        node.Act(user, EventTypes.Purchase, "hats1", Start);
        var items = Rank(node, user, ["nothing", "bags0", "hats1", "", "hats0", "shoes0"]);
        Assert.Equal(["bags0", "hats0", "hats1", "shoes0"], items[..4].Order());
        Assert.Equal(["nothing", ""], items[4..]);
    }

    [Fact]
    public void Known_items_that_nothing_speaks_for_come_before_unknown_ones_in_the_order_given()
    {
        using var node = new TestNode().WithShop();
        var years = Start + (3 * 365 * TestNode.Day);
        Assert.Equal(
            ["shoes1", "hats0", "shoes0", "nothing", "never"], Rank(node, null, ["nothing", "shoes1", "hats0", "never", "shoes0"], years));
    }

    [Fact]
    public void Item_given_twice_comes_back_twice()
    {
        using var node = DecisionRulesTests.Busy();
        Assert.Equal(["hats0", "hats0", "shoes0"], Rank(node, null, ["hats0", "shoes0", "hats0"]).Order());
    }

    [Fact]
    public void Taste_orders_a_given_list()
    {
        using var node = new TestNode().WithShop();
        var user = new UserState();
        node.Act(user, EventTypes.AddToCart, "bags3", Start);
        Assert.StartsWith("bags", Rank(node, user, ["shoes0", "hats0", "bags0", "shoes2"])[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Count_beyond_the_catalogue_gives_every_item_once()
    {
        using var node = DecisionRulesTests.Busy();
        var all = node.Recommend(null, Start, DecisionPath.MaxCount);
        Assert.Equal(12, all.Distinct().Count());
        Assert.Equal(12, all.Length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Any_state_gives_offerable_items_without_repetition_in_range_and_always_the_same(int seed)
    {
        using var node = RandomShop(seed);
        using var again = new DecisionPath(node.ReadModels);
        var random = SeededRandom.Create(seed + 100);
        for (var round = 0; round < 60; round++)
        {
            var user = new UserState();
            for (var i = random.Next(40); i > 0; i--)
            {
                node.Act(
                    user, Types[random.Next(Types.Length)], "item" + random.Next(320), Start + (uint)random.Next(100_000), "v" + round,
                    random.Next(6));
            }
            var query = new DecisionQuery
            {
                State = random.Next(6) == 0 ? null : user,
                Now = Start + 100_000 + (uint)random.Next(1_000_000),
                Count = 1 + random.Next(round % 7 == 0 ? 1000 : 50),
                Category = random.Next(4) == 0 ? "c" + random.Next(5) : null,
                ItemId = random.Next(3) == 0 ? "item" + random.Next(330) : null,
                ExcludeSeen = random.Next(4) == 0,
                Recommender = random.Next(4) == 0 ? DecisionPath.Codes[random.Next(DecisionPath.Codes.Count)] : null,
                Explain = random.Next(2) == 0,
            };
            var items = node.Path.Decide(query).Items;
            Assert.True(items.Length <= query.Count);
            Assert.Equal(items.Length, items.Select(i => i.ItemId).Distinct().Count());
            Assert.All(items, item => AssertOfferable(node, query, item));
            AssertSame(items, again.Decide(query).Items);
        }
    }

    private static void AssertOfferable(TestNode node, in DecisionQuery query, RankedItem item)
    {
        var offered = node.Catalog.Find(item.ItemId);
        Assert.NotNull(offered);
        Assert.True(offered.InStock);
        Assert.NotEqual(query.ItemId, item.ItemId);
        Assert.Equal(query.Category ?? offered.Item.Category, offered.Item.Category);
        Assert.InRange(item.Score, 0, 1);
        Assert.InRange(item.Reasons.Count, 1, query.Explain ? 4 : 1);
        Assert.InRange(item.Reasons.Sum(r => r.Weight), 0, 1.021);
        Assert.Equal(item.Reasons.OrderByDescending(r => r.Weight).Select(r => r.Weight), item.Reasons.Select(r => r.Weight));
    }

    private static void AssertSame(RankedItem[] expected, RankedItem[] actual)
    {
        Assert.Equal(expected.Select(i => (i.ItemId, i.Score)), actual.Select(i => (i.ItemId, i.Score)));
        Assert.Equal(expected.SelectMany(i => i.Reasons), actual.SelectMany(i => i.Reasons));
    }

    private static string[] Rank(TestNode node, UserState? user, string[] given, uint now = Start) =>
        [.. node.Path.Decide(new DecisionQuery { State = user, Now = now, Count = given.Length, Given = given })
            .Items.Select(i => i.ItemId)];

    private static TestNode RandomShop(int seed)
    {
        var node = new TestNode();
        var random = SeededRandom.Create(seed);
        for (var i = 0; i < 300; i++)
        {
            node.Put(
                new Item
                {
                    ItemId = "item" + i,
                    Name = random.Next(9) == 0 ? null : $"word{random.Next(30)} word{random.Next(30)}",
                    Category = random.Next(9) == 0 ? null : "c" + random.Next(4),
                    Brand = random.Next(3) == 0 ? null : "b" + random.Next(9),
                    Price = random.Next(9) == 0 ? null : random.Next(300),
                    Stock = random.Next(5) == 0 ? random.Next(2) : null,
                    Tags = ["t" + random.Next(9), "t" + random.Next(9)],
                },
                Start - (uint)random.Next(10_000_000));
        }
        for (var i = 0; i < 3000; i++)
        {
            node.Crowd(
                Types[random.Next(Types.Length)], "item" + (int)(320 * random.NextDouble() * random.NextDouble()), Start + (uint)(i * 30),
                "v" + random.Next(200));
        }
        return node.Publish(Start + 100_000);
    }
}
