using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;
using Personalization.Contracts.Ranking;
using Personalization.Engine.Profiles;
using Personalization.Engine.Ranking;

namespace Personalization.Engine.Tests.Ranking;

/// <summary>What events and the lack of them make of a decision.</summary>
public sealed class DecisionPathTests
{
    private const uint Start = TestNode.Start;

    [Fact]
    public void One_event_changes_the_next_decision_and_the_reason_names_its_item()
    {
        using var node = DecisionRulesTests.Busy();
        var user = new UserState();
        var before = Explained(node, user, 4);
        node.Act(user, EventTypes.AddToCart, "bags3", Start);
        var after = Explained(node, user, 4);
        Assert.NotEqual(before.Items.Select(i => i.ItemId), after.Items.Select(i => i.ItemId));
        Assert.All(before.Items.SelectMany(i => i.Reasons), r => Assert.DoesNotContain("bags no 3", r.Text, StringComparison.Ordinal));
        Assert.StartsWith("bags", after.Items[0].ItemId, StringComparison.Ordinal);
        Assert.Contains(
            after.Items[0].Reasons, r => r.Text.Contains("bags no 3, which you put into your cart just now", StringComparison.Ordinal));
    }

    [Fact]
    public void Requested_item_draws_the_list_towards_it()
    {
        using var node = DecisionRulesTests.Busy();
        var list = node.Path.Decide(new DecisionQuery { Now = Start, Count = 3, ItemId = "hats2", Recommender = "content" });
        Assert.Equal(["hats0", "hats1", "hats3"], list.Items.Select(i => i.ItemId).Order());
        Assert.All(list.Items, i => Assert.Equal("Similar to hats no 2", i.Reasons[0].Text));
        Assert.Equal("content-1", list.ModelVersion);
    }

    [Fact]
    public void Pair_seen_together_in_other_visits_is_recommended_across_categories()
    {
        using var node = new TestNode().WithShop();
        for (var visitor = 0; visitor < 30; visitor++)
        {
            node.Crowd(EventTypes.PageView, "shoes0", Start, "v" + visitor);
            node.Crowd(EventTypes.PageView, "bags2", Start + 60, "v" + visitor);
        }
        node.Publish(Start + 60);
        var user = new UserState();
        node.Act(user, EventTypes.PageView, "shoes0", Start + 70, "me");
        var list = node.Path.Decide(new DecisionQuery { State = user, Now = Start + 75, Count = 3, Recommender = "item_to_item" });
        Assert.Equal("bags2", Assert.Single(list.Items).ItemId);
        Assert.Equal(
            new Reason("together_with_viewed", "Often chosen with shoes no 0, which you viewed just now", 1), list.Items[0].Reasons[0]);
    }

    [Fact]
    public void Nobody_known_is_given_the_popular_items()
    {
        using var node = new TestNode().WithShop();
        for (var i = 0; i < 60; i++)
        {
            node.Crowd(EventTypes.PageView, i % 2 == 0 ? "hats3" : i % 3 == 0 ? "bags0" : "shoes2", Start + (uint)i, "v" + i);
        }
        node.Publish(Start + 60);
        var list = node.Path.Decide(new DecisionQuery { State = new UserState(), Now = Start + 60, Count = 3, Explain = true });
        Assert.Equal("hats3", list.Items[0].ItemId);
        Assert.Equal(["bags0", "hats3", "shoes2"], list.Items.Select(i => i.ItemId).Order());
        Assert.Equal("popular", list.Items[0].Reasons[0].Code);
        Assert.Equal(["hats3", "shoes2", "bags0"], node.Recommend(null, Start + 60, 3, recommender: "popular"));
    }

    [Fact]
    public void Surging_item_reaches_nobody_known_as_trending()
    {
        using var node = DecisionRulesTests.Busy();
        for (var day = 1u; day <= 6; day++)
        {
            for (var i = 0u; i < 120; i++)
            {
                node.Crowd(EventTypes.PageView, "shoes" + (i % 4), Start + (day * TestNode.Day) + (i * 600), "d" + i);
            }
        }
        var now = Start + (7 * TestNode.Day);
        for (var i = 0u; i < 40; i++)
        {
            node.Crowd(EventTypes.PageView, "hats1", now - 1200 + (i * 30), "s" + i);
        }
        node.Publish(now);
        var list = node.Path.Decide(new DecisionQuery { Now = now, Count = 12, Explain = true });
        Assert.Equal(["hats1"], node.Recommend(null, now, 12, recommender: "trending"));
        Assert.Contains(list.Items.Single(i => i.ItemId == "hats1").Reasons, r => r.Code == "trending");
        Assert.NotEqual("hats1", node.Recommend(null, now, 12, recommender: "popular")[0]);
    }

    [Fact]
    public void New_item_that_nobody_has_seen_is_found_as_new_and_by_its_content()
    {
        using var node = DecisionRulesTests.Busy();
        node.Put(new Item { ItemId = "novelty", Name = "bags no 3 deluxe", Category = "bags", Brand = "brand1", Price = 100 }, Start + 100);
        node.Publish(Start + 100);
        Assert.Contains("novelty", node.Recommend(null, Start + 100, 13));
        Assert.Equal("novelty", node.Recommend(null, Start + 86400, 1, recommender: "new")[0]);
        var user = new UserState();
        node.Act(user, EventTypes.AddToCart, "bags3", Start + 200);
        Assert.Equal("novelty", node.Recommend(user, Start + 200, 1, recommender: "content")[0]);
        var list = node.Path.Decide(new DecisionQuery { State = user, Now = Start + 200, Count = 13, Explain = true });
        Assert.Equal(["content", "affinity", "new"], list.Items.Single(i => i.ItemId == "novelty").Reasons.Select(RecommenderOf));
    }

    [Fact]
    public void Empty_catalogue_gives_an_empty_list()
    {
        using var node = new TestNode();
        var user = new UserState();
        node.Act(user, EventTypes.PageView, "unknown", Start);
        Assert.Empty(node.Publish(Start).Recommend(user, Start, 10));
        Assert.Equal(
            "unknown",
            Assert.Single(node.Path.Decide(new DecisionQuery { State = user, Now = Start, Count = 1, Given = ["unknown"] }).Items).ItemId);
    }

    [Fact]
    public void Explained_decision_lists_the_stages_in_their_order_with_what_each_left()
    {
        using var node = DecisionRulesTests.Busy();
        var user = new UserState();
        node.Act(user, EventTypes.Purchase, "shoes1", Start);
        var stages = Explained(node, user, 5).Stages!;
        string[] expected =
        [
            .. DecisionPath.Codes.Where(c => c != "recently_viewed").Select(code => "candidates " + code), "filter offerable",
            "filter consumed", "filter seen",
            .. DecisionPath.Codes.Where(c => c != "recently_viewed").Select(code => "score " + code), "score blend-1",
            "rerank diversity", "explain reasons",
        ];
        Assert.Equal(expected, stages.Select(s => $"{s.Stage} {s.Name}"));
        Assert.Equal(12, stages.Last(s => s.Stage == "candidates").Items);
        Assert.Equal([12, 11, 11], stages.Where(s => s.Stage == "filter").Select(s => s.Items));
        Assert.Equal(5, stages[^1].Items);
        Assert.All(stages, s => Assert.True(s.LatencyMs >= 0));
        Assert.Null(node.Path.Decide(new DecisionQuery { State = user, Now = Start, Count = 5 }).Stages);
    }

    private static string RecommenderOf(Reason reason) =>
        reason.Code.StartsWith("similar_to_", StringComparison.Ordinal) ? "content"
            : reason.Code.EndsWith("_affinity", StringComparison.Ordinal) ? "affinity"
            : reason.Code;

    private static RankedList Explained(TestNode node, UserState user, int count) =>
        node.Path.Decide(new DecisionQuery { State = user, Now = Start + 5, Count = count, Explain = true });
}
