using Personalization.Engine.Events;
using Personalization.Contracts;
using Personalization.Contracts.Events;
using Personalization.Contracts.Ranking;
using Personalization.Engine.OffPolicy;
using Personalization.Tools.Evaluation.OffPolicy;

namespace Personalization.Tools.Tests.Evaluation.OffPolicy;

public sealed class DecisionPolicyLogTests
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan s_window = TimeSpan.FromHours(1);

    [Fact]
    public async Task Rewards_within_the_window_count_each_name_once_and_their_lack_is_zero()
    {
        var outcomes = await Of(
        [
            Outcome("a", 10, 2.5), Outcome("a", 11, 2.5), Outcome("a", 12, 0.5, "purchase"), Outcome("a", 61, 9, "late"),
            Outcome("b", 61, 1),
            Outcome("f", 5, 1) with { EventType = EventTypes.Click },
        ]);
        Assert.Equal(3, outcomes.Reward("a", s_start, s_window));
        Assert.Equal(0, outcomes.Reward("b", s_start, s_window));
        Assert.Equal(0, outcomes.Reward("f", s_start, s_window));
        Assert.Equal(2, outcomes.Count);
    }

    [Fact]
    public async Task Rows_are_the_decisions_of_the_placement_that_are_old_enough()
    {
        Decision[] decisions =
        [
            Decided("a", 0, "home", [1, 3, 2], 0.1),
            Decided("b", 0, "cart", [1, 3, 2], 0.1),
            Decided("c", 0, "home", [1, 3, 2], 1) with { Kind = "recommend" },
            Decided("d", 90, "home", [1, 3, 2], 0.1),
        ];
        var outcomes = await Of([Outcome("a", 10, 2.5)]);
        var made = await DecisionPolicyLog.Create(
            decisions.ToAsyncEnumerable, "home", outcomes, new ScorePolicy(ScorePolicyKind.EpsilonGreedy, 0.3), s_window,
            s_start.AddMinutes(100));
        Assert.Equal((1, 1), (made.Log.Count, made.TooYoung));
        Assert.Equal((2.5, 0.1, 0.1), (made.Log.Rewards[0], made.Log.Propensities[0], Math.Round(made.Log.TargetProbabilities[0], 12)));
        // The chosen item is the worst of three; the target's mean relative score is .8 · 1 + .1 · ½.
        Assert.Equal([0, 1.0 / 3, 0], made.Log.LoggedFeatures(0).ToArray());
        Assert.Equal(0.85, made.Log.TargetFeatures(0)[0], 1e-12);
    }

    [Fact]
    public async Task Equal_scores_do_not_tell_which_item_was_chosen()
    {
        Decision[] decisions = [Decided("a", 0, "home", [2, 2, 2], 0.5)];
        var log = (await DecisionPolicyLog.Create(
            decisions.ToAsyncEnumerable, null, await Of([]), new ScorePolicy(ScorePolicyKind.Uniform), s_window, s_start.AddDays(1))).Log;
        Assert.Equal(log.TargetFeatures(0).ToArray(), log.LoggedFeatures(0).ToArray(), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public async Task Numbers_of_the_context_are_scaled_features()
    {
        Decision[] decisions = [.. Enumerable.Range(0, 4).Select(i => Decided($"{i}", 0, "home", [1, 2], 0.5) with
        {
            Context = JsonText.Parse($$"""{"device":"tv","age":{{10 * i}},"deep":{"age":1} }""")
        })];
        var log = (await DecisionPolicyLog.Create(
            decisions.ToAsyncEnumerable, null, await Of([]), new ScorePolicy(ScorePolicyKind.Uniform), s_window, s_start.AddDays(1))).Log;
        Assert.Equal(4, log.FeatureCount);
        Assert.Equal(-15 / Math.Sqrt(125), log.LoggedFeatures(0)[3], 1e-12);
        Assert.Equal(15 / Math.Sqrt(125), log.TargetFeatures(3)[3], 1e-12);
    }

    private static Task<DecisionOutcomes> Of(Event[] events) => DecisionOutcomes.Of(events.ToAsyncEnumerable());

    private static Event Outcome(string id, int minute, double reward, string name = "click") => new()
    {
        EventId = EventSubject.Id(id, name),
        EventType = EventTypes.Reward,
        Timestamp = s_start.AddMinutes(minute),
        Value = reward,
    };

    private static Decision Decided(string id, int minute, string placement, double[] scores, double propensity) => new()
    {
        DecisionId = id,
        At = s_start.AddMinutes(minute),
        Kind = "personalize",
        Placement = placement,
        ModelVersion = "1",
        Items = [.. scores.Select((_, i) => $"item-{i}")],
        Scores = scores,
        Propensity = propensity,
    };
}
