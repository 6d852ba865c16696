using Personalization.Log;
using Personalization.Log.Events;
using Personalization.Contracts.Bandits;
using Personalization.Contracts.Events;
using Personalization.Engine.Events;
using Personalization.Gateway.Metrics;

namespace Personalization.Gateway.Bandits;

/// <summary>
/// Puts what came of decisions into the log: as rewards that bandits learn from, and as events of the people. Thread-safe.
/// </summary>
internal sealed class OutcomeLog(IEngine engine, GatewayMetrics metrics)
{
    /// <summary>Publishes outcomes that were checked.</summary>
    /// <returns>How many rewards were new, and how many were known.</returns>
    /// <exception cref="LogUnavailableException">The log takes no more now.</exception>
    public async Task<PublishResult> Publish(IReadOnlyList<DecisionOutcome> outcomes)
    {
        var now = engine.Node.Time.GetUtcNow();
        var (rewards, events) = (new List<Event>(outcomes.Count), new List<Event>());
        foreach (var outcome in outcomes)
        {
            rewards.Add(new Event
            {
                EventId = EventSubject.Id(outcome.DecisionId, NameOf(outcome)),
                EventType = EventTypes.Reward,
                Timestamp = now,
                Value = outcome.Reward ?? (outcome.Conversion ? 1 : 0),
            });
            if (outcome.CustomerId is { } customer)
            {
                events.Add(new Event
                {
                    EventId = $"{outcome.DecisionId}/{NameOf(outcome)}",
                    EventType = EventTypes.Outcome,
                    UserId = customer,
                    Timestamp = outcome.Timestamp ?? now,
                    Value = outcome.Value ?? (outcome.Conversion ? 1 : 0),
                });
            }
        }
        // A choice must be in the log before its reward; it is at most a moment behind.
        await engine.Node.Exposures.Settle();
        var result = await engine.Publish(rewards);
        if (events.Count > 0)
        {
            await engine.Publish(events);
        }
        if (result.Duplicates == 0)
        {
            foreach (var outcome in outcomes)
            {
                metrics.Outcome(outcome.Conversion, outcome.Value ?? 0);
            }
        }
        return result;
    }

    /// <summary>What happened, by which an outcome counts once per decision.</summary>
    public static string NameOf(DecisionOutcome outcome) => outcome.Name ?? EventTypes.Outcome;
}
