using Personalization.Log.Ranking;
using Personalization.Log.Experiments;
using Personalization.Contracts.Events;
using Personalization.Contracts.Ranking;
using Personalization.Engine.Profiles;
using Personalization.Engine.Ranking;

namespace Personalization.Log.Tests.Ranking;

public sealed class DeciderTests
{
    // Upper 0.001 quantiles of chi-square (Abramowitz and Stegun, table 26.8): 13.816 for 2, 24.322 for 7 degrees of freedom.
    [Theory]
    [InlineData(1, 0.05, 8, 24.322)]
    [InlineData(2, 0.3, 8, 24.322)]
    [InlineData(3, 1.0, 8, 24.322)]
    [InlineData(4, 0.2, 3, 13.816)]
    [InlineData(0, 0.05, 8, 24.322)]
    public void Choices_are_as_frequent_as_their_logged_propensities_say(ulong prefix, double exploration, int count, double bound)
    {
        using var node = new TestNode();
        var decider = Decider(node, prefix, exploration);
        const int rounds = 20_000;
        var chosen = new Dictionary<string, int>();
        var propensities = new Dictionary<string, double>();
        for (var i = 0; i < rounds; i++)
        {
            var result = decider.Personalize(Request(count), null);
            chosen[result.SelectedItem] = chosen.GetValueOrDefault(result.SelectedItem) + 1;
            propensities.TryAdd(result.SelectedItem, result.Propensity);
            Assert.Equal(propensities[result.SelectedItem], result.Propensity);
        }
        Assert.Equal(count, chosen.Count);
        Assert.Equal(1, propensities.Values.Sum(), 1e-12);
        var distance = chosen.Sum(c => Math.Pow(c.Value - (rounds * propensities[c.Key]), 2) / (rounds * propensities[c.Key]));
        Assert.True(distance < bound, $"Chi-square is {distance}.");
    }

    [Fact]
    public void Best_item_has_the_propensity_left_by_exploration_and_every_other_an_equal_share()
    {
        using var node = new TestNode();
        var decider = Decider(node, 5, 0.4);
        var best = decider.Rank(new RankRequest { Items = TestNode.Items }, null).Items[0].ItemId;
        for (var i = 0; i < 200; i++)
        {
            var result = decider.Personalize(Request(8), null);
            Assert.Equal(result.SelectedItem == best ? 0.65 : 0.05, result.Propensity, 1e-12);
            Assert.Equal(result.SelectedItem != best, result.Reasoning.Any(r => r.Code == "exploration"));
        }
    }

    [Fact]
    public void Without_exploration_the_best_item_is_always_chosen_for_certain()
    {
        using var node = new TestNode();
        var decider = Decider(node, 6, 0);
        var best = decider.Rank(new RankRequest { Items = TestNode.Items }, null).Items[0].ItemId;
        for (var i = 0; i < 200; i++)
        {
            var result = decider.Personalize(Request(8), null);
            Assert.Equal((best, 1.0), (result.SelectedItem, result.Propensity));
        }
    }

    [Fact]
    public void Only_item_is_chosen_for_certain()
    {
        using var node = new TestNode();
        var result = Decider(node, 7, 0.5).Personalize(Request(1), null);
        Assert.Equal(("item0", 1.0, 1.0), (result.SelectedItem, result.Propensity, result.ConfidenceScore));
        Assert.Empty(result.AlternativeOptions);
    }

    [Fact]
    public void Choice_is_logged_first_with_its_propensity_and_the_others_behind_it()
    {
        using var node = new TestNode();
        var decider = Decider(node, 8, 0.5);
        for (var i = 0; i < 100; i++)
        {
            var result = decider.Personalize(Request(8) with { CustomerId = "u", Placement = "home" }, null);
            var logged = node.Decisions[^1];
            Assert.Equal(
                ("personalize", "u", "home", result.DecisionId), (logged.Kind, logged.UserId, logged.Placement, logged.DecisionId));
            Assert.Equal(result.SelectedItem, logged.Items[0]);
            Assert.Equal(result.Propensity, logged.Propensity);
            Assert.Equal(TestNode.Items, logged.Items.Order());
            Assert.Equal(8, logged.Scores.Count);
            Assert.Equal(5, result.AlternativeOptions.Count);
            Assert.DoesNotContain(result.AlternativeOptions, o => o.ItemId == result.SelectedItem);
            Assert.Equal(
                result.AlternativeOptions.OrderByDescending(o => o.Score).Select(o => o.Score),
                result.AlternativeOptions.Select(o => o.Score));
        }
        Assert.Equal(100, node.Decisions.Select(d => d.DecisionId).Distinct().Count());
    }

    [Fact]
    public void Confidence_is_the_softmax_of_the_scores()
    {
        using var node = new TestNode();
        var state = new UserState();
        state.Apply(node.Now(EventTypes.AddToCart, "item3"), node.Engine.Context);
        var decider = Decider(node, 9, 0);
        var scores = decider.Rank(new RankRequest { Items = TestNode.Items }, state).Items.Select(i => i.Score).ToArray();
        var expected = Math.Exp(scores[0] / 0.1) / scores.Sum(s => Math.Exp(s / 0.1));
        Assert.Equal(expected, decider.Personalize(Request(8), state).ConfidenceScore, 1e-4);
        Assert.InRange(expected, 0.2, 1);
    }

    [Fact]
    public void Decisions_are_never_made_before_what_the_state_knows()
    {
        using var node = new TestNode();
        var state = new UserState();
        state.Apply(node.At(node.Time.GetUtcNow().AddMinutes(9), EventTypes.PageView, "item1"), node.Engine.Context);
        var reason = node.Engine.Decider.Recommend(new RecommendationRequest { Count = 8, Explain = true }, state).Items
            .SelectMany(i => i.Reasons).First(r => r.Text.Contains("Item 1", StringComparison.Ordinal));
        Assert.Contains("just now", reason.Text, StringComparison.Ordinal);
    }

    private static Decider Decider(TestNode node, ulong prefix, double exploration) =>
        new(
            node.Engine.Path, new DecisionOptions { Exploration = exploration }, new DecisionIds(prefix), node,
            new BanditChooser(node.Engine.ExperimentModel, node.Engine.Exposures), node.Engine.Assigner, node.Time);

    private static PersonalizeRequest Request(int count) => new() { AvailableItems = TestNode.Items[..count] };
}
