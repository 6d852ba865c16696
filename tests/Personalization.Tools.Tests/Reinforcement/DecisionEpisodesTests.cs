using Personalization.Engine.Events;
using Personalization.Contracts.Events;
using Personalization.Contracts.Ranking;
using Personalization.Engine.Reinforcement;
using Personalization.Tools.Evaluation.OffPolicy;
using Personalization.Tools.Reinforcement;

namespace Personalization.Tools.Tests.Reinforcement;

public sealed class DecisionEpisodesTests
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Decisions_of_a_person_are_episodes_that_a_long_pause_ends()
    {
        var episodes = await Create([Decided("p", 0, "a", "b"), Decided("q", 1, "b", "a"), Decided("p", 5, "b", "a"),
            Decided("p", 500, "a", "b")]);
        Assert.Equal((4, 3), (episodes.Transitions.Count, episodes.Count));
        Assert.Equal(["a", "b"], episodes.Actions);
        Assert.Equal(3, episodes.StateSize);
    }

    [Fact]
    public async Task Items_chosen_less_often_than_the_most_are_left_out()
    {
        var episodes = await Create([Decided("p", 0, "a"), Decided("p", 1, "a"), Decided("p", 2, "b")], most: 1);
        Assert.Equal(["a"], episodes.Actions);
        Assert.Equal(2, episodes.Transitions.Count);
    }

    [Fact]
    public async Task Policy_learnt_from_a_log_gives_up_the_first_reward_for_a_larger_second()
    {
        // "bait" earns .4 and spoils the next decision; "patience" earns nothing and then 1. The log chooses by chance.
        var random = new Random(1);
        var decisions = new List<Decision>();
        var outcomes = new List<Event>();
        for (var person = 0; person < 400; person++)
        {
            var isPatient = random.Next(2) == 0;
            var first = Decided($"p{person}", 0, isPatient ? "patience" : "bait", isPatient ? "bait" : "patience");
            var second = Decided($"p{person}", 3, "end");
            decisions.AddRange([first, second]);
            outcomes.Add(isPatient ? Outcome(second, 1) : Outcome(first, 0.4));
        }
        var episodes = await Create(decisions, outcomes: outcomes);
        DeepQLearner Learn(double discount)
        {
            var learner = new DeepQLearner(
                episodes.StateSize, episodes.Actions.Count, discount,
                new DeepQOptions { Hidden = [16], TargetInterval = 50, Conservatism = 0.05 });
            learner.Train(episodes.Transitions, 1500);
            return learner;
        }
        var mask = episodes.Actions.Select(a => a != "end").ToArray();
        Assert.Equal("patience", episodes.Actions[Learn(0.9).Best(new float[3], mask)]);
        Assert.Equal("bait", episodes.Actions[Learn(0).Best(new float[3], mask)]);
    }

    private static async Task<DecisionEpisodes> Create(
        IEnumerable<Decision> decisions, int most = 10, IEnumerable<Event>? outcomes = null) =>
        await DecisionEpisodes.Create(
            decisions.ToAsyncEnumerable(), null, await DecisionOutcomes.Of((outcomes ?? []).ToAsyncEnumerable()), TimeSpan.FromHours(1),
            TimeSpan.FromHours(100), most);

    private static Event Outcome(Decision of, double reward) => new()
    {
        EventId = EventSubject.Id(of.DecisionId, "click"),
        EventType = EventTypes.Reward,
        Timestamp = of.At.AddMinutes(1),
        Value = reward,
    };

    private static Decision Decided(string user, int hour, params string[] items) => new()
    {
        DecisionId = $"{user}-{hour}",
        At = s_start.AddHours(hour),
        Kind = "personalize",
        UserId = user,
        ModelVersion = "1",
        Items = items,
        Scores = new double[items.Length],
        Propensity = 0.5,
    };
}
