using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;
using Personalization.Engine.Ranking;

namespace Personalization.Engine.Tests.Ranking;

/// <summary>A decision by another blend than the node's own.</summary>
public sealed class BlendTests
{
    private const uint Start = TestNode.Start;

    // The most popular item came two weeks ago, the novelty half-life: it is judged 1 by popularity and 0.5 by novelty; the new one, which
    // nobody saw, 0 and 1.
    [Theory]
    [InlineData(1, 1, "favourite", 0.75, 0.5)]
    [InlineData(1, 3, "fresh", 0.75, 0.625)]
    [InlineData(1, 0, "favourite", 1, 0)]
    [InlineData(0, 5, "fresh", 1, 0.5)]
    public void Weights_lead_to_the_weighted_mean_of_the_judgements(float popular, float novelty, string first, double best, double other)
    {
        using var node = Shop();
        var query = new DecisionQuery
        {
            Now = Start,
            Count = 2,
            Given = ["fresh", "favourite"],
            Blend = new BlendScorer(DecisionPath.Codes, new Dictionary<string, float> { ["popular"] = popular, ["new"] = novelty }),
        };
        var ranked = node.Path.Decide(query).Items;
        Assert.Equal((first, best), (ranked[0].ItemId, ranked[0].Score));
        Assert.Equal(other, ranked[1].Score);

        // Recommendations come from the recommenders that have a weight, and from no others.
        var list = node.Path.Decide(query with { Given = null, Relevance = 1 }).Items;
        Assert.Equal(ranked.Where(i => i.Score > 0).Select(i => (i.ItemId, i.Score)), list.Select(i => (i.ItemId, i.Score)));
    }

    [Fact]
    public void Relevance_of_the_query_takes_the_place_of_the_nodes()
    {
        using var node = DecisionRulesTests.Busy();
        var query = new DecisionQuery { Now = Start + 60, Count = 12 };
        var byScore = Scores(query with { Relevance = 1 });
        Assert.Equal(byScore.OrderDescending(), byScore);
        var diverse = Scores(query with { Relevance = 0.1f });
        Assert.NotEqual(diverse.OrderDescending(), diverse);
        Assert.Equal(byScore.Order(), diverse.Order());

        double[] Scores(DecisionQuery asked) => [.. node.Path.Decide(asked).Items.Select(i => i.Score)];
    }

    private static TestNode Shop()
    {
        var node = new TestNode();
        node.Put(new Item { ItemId = "favourite", AvailableFrom = DateTimeOffset.FromUnixTimeSeconds(Start - (14 * TestNode.Day)) });
        node.Put(new Item { ItemId = "fresh", AvailableFrom = DateTimeOffset.FromUnixTimeSeconds(Start) });
        for (var i = 0; i < 20; i++)
        {
            node.Crowd(EventTypes.PageView, "favourite", Start, "v" + i);
        }
        return node.Publish(Start);
    }
}
