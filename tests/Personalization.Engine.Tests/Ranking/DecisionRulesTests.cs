using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;
using Personalization.Engine.Profiles;

namespace Personalization.Engine.Tests.Ranking;

/// <summary>What the rules keep out of a list or hold back, through the whole decision path.</summary>
public sealed class DecisionRulesTests
{
    private const uint Start = TestNode.Start;
    private const uint Day = TestNode.Day;

    [Fact]
    public void Item_out_of_stock_is_never_recommended_and_comes_back_with_its_stock()
    {
        using var node = Busy();
        var user = new UserState();
        node.Act(user, EventTypes.PageView, "shoes0", Start + 1);
        Assert.Contains("shoes1", node.Recommend(user, Start + 2, 12));
        node.Put(new Item { ItemId = "shoes1", Category = "shoes", Stock = 0 });
        Assert.DoesNotContain("shoes1", node.Recommend(user, Start + 2, 12));
        Assert.DoesNotContain("shoes1", node.Publish(Start + 2).Recommend(user, Start + 2, 12, "shoes"));
        node.Put(new Item { ItemId = "shoes1", Category = "shoes", Stock = 1 });
        Assert.Contains("shoes1", node.Recommend(user, Start + 2, 12));
    }

    [Fact]
    public void Item_that_left_the_catalogue_is_not_recommended()
    {
        using var node = Busy();
        Assert.Contains("hats2", node.Recommend(null, Start + 2, 12));
        node.Remove("hats2");
        Assert.DoesNotContain("hats2", node.Recommend(null, Start + 2, 12));
    }

    [Fact]
    public void Item_that_is_not_available_yet_waits_for_its_time()
    {
        using var node = Busy();
        node.Put(new Item { ItemId = "hats9", Category = "hats", AvailableFrom = DateTimeOffset.FromUnixTimeSeconds(Start + 500) });
        node.Crowd(EventTypes.PageView, "hats9", Start + 10, "early");
        node.Publish(Start + 10);
        Assert.DoesNotContain("hats9", node.Recommend(null, Start + 499, 20));
        Assert.Contains("hats9", node.Recommend(null, Start + 500, 20));
    }

    [Theory]
    [InlineData(EventTypes.Purchase)]
    [InlineData(EventTypes.NotInterested)]
    [InlineData(EventTypes.Dislike)]
    [InlineData(EventTypes.Rating)]
    public void Consumed_item_is_left_out_for_a_half_life_and_then_returns(string type)
    {
        using var node = Busy();
        var user = new UserState();
        node.Act(user, type, "shoes1", Start, value: 5);
        for (var i = 0; i < 3; i++)
        {
            node.Act(user, EventTypes.AddToCart, "shoes3", Start);
        }
        Assert.DoesNotContain("shoes1", node.Recommend(user, Start + 1, 12));
        Assert.DoesNotContain("shoes1", node.Recommend(user, Start + (59 * Day), 12));
        Assert.Contains("shoes1", node.Recommend(user, Start + (61 * Day), 12));
        Assert.DoesNotContain("shoes1", node.Recommend(user, Start + (61 * Day), 12, excludeSeen: true));
    }

    [Fact]
    public void Purchase_older_than_the_recent_events_still_counts()
    {
        using var node = Busy();
        var user = new UserState();
        node.Act(user, EventTypes.Purchase, "shoes1", Start, value: 20);
        for (var i = 0u; i < 60; i++)
        {
            node.Act(user, EventTypes.PageView, "hats" + (i % 2), Start + 100 + i);
        }
        Assert.Equal(1, user.History.Entries.Length);
        Assert.DoesNotContain("shoes1", node.Recommend(user, Start + 200, 12));
        Assert.DoesNotContain("shoes1", node.Recommend(user, Start + (100 * Day), 12, excludeSeen: true));
    }

    [Fact]
    public void Everything_seen_stays_out_when_that_is_asked_for()
    {
        using var node = Busy();
        var user = new UserState();
        node.Act(user, EventTypes.PageView, "shoes1", Start);
        node.Act(user, EventTypes.AddToCart, "hats1", Start);
        var seen = new[] { "shoes1", "hats1" };
        Assert.Equal(10, node.Recommend(user, Start + Day, 12, excludeSeen: true).Except(seen).Count());
        Assert.Equal(12, node.Recommend(user, Start + Day, 12).Length);
        Assert.Empty(node.Recommend(user, Start + Day, 12, excludeSeen: true).Intersect(seen));
    }

    [Fact]
    public void Wanted_category_is_the_only_one_and_an_unknown_one_gives_nothing()
    {
        using var node = Busy();
        var user = new UserState();
        node.Act(user, EventTypes.PageView, "shoes0", Start);
        Assert.Equal(["hats0", "hats1", "hats2", "hats3"], node.Recommend(user, Start + 1, 12, "hats").Order());
        Assert.Empty(node.Recommend(user, Start + 1, 12, "cars"));
        Assert.Empty(node.Recommend(user, Start + 1, 12, "brand0"));
    }

    internal static TestNode Busy()
    {
        var node = new TestNode().WithShop();
        var random = SeededRandom.Create(1);
        for (var i = 0; i < 300; i++)
        {
            node.Crowd(
                EventTypes.PageView, new[] { "shoes", "hats", "bags" }[random.Next(3)] + random.Next(4), Start - 3600 + (uint)(i * 10),
                "visitor" + random.Next(30));
        }
        return node.Publish(Start);
    }
}
