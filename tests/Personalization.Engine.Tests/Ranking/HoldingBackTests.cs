using Personalization.Contracts.Events;
using Personalization.Engine.Profiles;
using Personalization.Engine.Ranking;

namespace Personalization.Engine.Tests.Ranking;

/// <summary>How much of an item's score <see cref="ConsumedFilter"/> and <see cref="SeenFilter"/> leave.</summary>
public sealed class HoldingBackTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(70)]
    public void Item_bought_several_times_is_held_back_by_its_latest_purchase_alone(int purchases)
    {
        using var node = DecisionRulesTests.Busy();
        var user = new UserState();
        for (var i = 0; i < purchases; i++)
        {
            node.Act(user, EventTypes.Purchase, "shoes1", TestNode.Start, value: 20);
        }
        Assert.Equal(
            1 - Math.Pow(2, -120 / 60.0),
            FactorOf(node, user, "shoes1", new ConsumedFilter(TimeSpan.FromDays(60)), TestNode.Start + (120 * TestNode.Day)), 1e-6);
    }

    [Theory]
    [InlineData(0, 0.3)]
    [InlineData(1, 0.65)]
    [InlineData(2, 0.825)]
    [InlineData(10, 0.99932)]
    public void Viewed_item_is_held_back_half_as_much_after_every_half_life(uint days, double left)
    {
        using var node = DecisionRulesTests.Busy();
        var user = new UserState();
        node.Act(user, EventTypes.PageView, "shoes1", TestNode.Start - (3 * TestNode.Day));
        node.Act(user, EventTypes.PageView, "hats1", TestNode.Start);
        node.Act(user, EventTypes.PageView, "shoes1", TestNode.Start);
        Assert.Equal(
            left, FactorOf(node, user, "shoes1", new SeenFilter(TimeSpan.FromDays(1), 0.7f), TestNode.Start + (days * TestNode.Day)), 1e-5);
    }

    private static float FactorOf(TestNode node, UserState user, string item, ICandidateFilter filter, uint now)
    {
        var (context, candidates) = (new DecisionContext(node.ReadModels), new CandidateSet(1));
        context.Reset(user, now, -1, -1, 10, excludeSeen: false);
        candidates.Reset(node.Catalog);
        var slot = candidates.Add(node.Vocabulary.Items.Find(item));
        filter.Apply(context, candidates);
        return candidates.Factors[slot];
    }
}
