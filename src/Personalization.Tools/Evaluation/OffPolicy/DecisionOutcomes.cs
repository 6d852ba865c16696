using Personalization.Contracts.Events;
using Personalization.Engine.Events;

namespace Personalization.Tools.Evaluation.OffPolicy;

/// <summary>
/// What came of decisions, from the rewards in the log. Each name of a reward counts once per decision, as it does for the bandits.
/// </summary>
internal sealed class DecisionOutcomes
{
    private readonly Dictionary<string, List<(DateTimeOffset At, double Reward)>> _rewards = new(StringComparer.Ordinal);

    /// <summary>Decisions with an outcome.</summary>
    public int Count => _rewards.Count;

    /// <summary>Reads the rewards among events, those of one decision in the order of the log.</summary>
    public static async Task<DecisionOutcomes> Of(IAsyncEnumerable<Event> events)
    {
        var outcomes = new DecisionOutcomes();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var e in events)
        {
            if (e.EventType == EventTypes.Reward && seen.Add(e.EventId!))
            {
                outcomes.Add(EventSubject.Of(e.EventId!), e.Timestamp ?? default, e.Value ?? 0);
            }
        }
        return outcomes;
    }

    /// <summary>The reward of a decision: the sum of those that came within the window.</summary>
    public double Reward(string decisionId, DateTimeOffset decidedAt, TimeSpan window)
    {
        var sum = 0.0;
        if (_rewards.TryGetValue(decisionId, out var rewards))
        {
            foreach (var (at, reward) in rewards)
            {
                sum += at - decidedAt <= window ? reward : 0;
            }
        }
        return sum;
    }

    private void Add(string decisionId, DateTimeOffset at, double reward)
    {
        if (!_rewards.TryGetValue(decisionId, out var rewards))
        {
            _rewards[decisionId] = rewards = new(1);
        }
        rewards.Add((at, reward));
    }
}
