using Personalization.Contracts.Events;
using Personalization.Engine.Profiles;
using Personalization.Engine.Ranking;

namespace Personalization.Engine.Tests.Recommenders;

public sealed class RecentRecommenderTests : IDisposable
{
    private readonly TestNode _node = new TestNode().WithShop();
    private readonly UserState _user = new();

    public void Dispose() => _node.Dispose();

    [Fact]
    public void Latest_items_come_first_once_each_with_what_was_done_and_when()
    {
        View("shoes0", 0);
        View("hats1", 60);
        _node.Act(_user, EventTypes.Purchase, "bags2", TestNode.Start + 120);
        View("shoes0", 180);
        _node.Act(_user, EventTypes.Dislike, "hats3", TestNode.Start + 200);
        var items = Recent(300);
        Assert.Equal(["shoes0", "bags2", "hats1"], items.Select(i => i.ItemId));
        Assert.Equal("You viewed this 2 minutes ago", items[0].Reasons[0].Text);
        Assert.Equal("You bought this 3 minutes ago", items[1].Reasons[0].Text);
    }

    [Fact]
    public void Whole_path_does_not_bring_back_what_was_just_seen()
    {
        View("shoes0", 0);
        _node.Publish(TestNode.Start + 1);
        var list = _node.Path.Decide(new DecisionQuery { State = _user, Now = TestNode.Start + 1, Count = 20 });
        Assert.DoesNotContain(list.Items, i => i.Reasons.Any(r => r.Code == "recently_viewed"));
    }

    [Fact]
    public void Nobody_and_newcomers_have_nothing_recent()
    {
        Assert.Empty(Recent(1));
    }

    private void View(string item, uint after) => _node.Act(_user, EventTypes.PageView, item, TestNode.Start + after);

    private Contracts.Ranking.RankedItem[] Recent(uint after) => _node.Path.Decide(new DecisionQuery
    {
        State = _user,
        Now = TestNode.Start + after,
        Count = 10,
        Recommender = "recently_viewed",
    }).Items;
}
