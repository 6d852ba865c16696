using System.Text.Json;
using Personalization.Contracts;
using Personalization.Contracts.Events;

namespace Personalization.Gateway.Evaluation.OffPolicy;

/// <summary>
/// What came of decisions, from the events of type <c>outcome</c>: the property <c>decision_id</c> names the decision, the property <c>reward</c> (or else the value) is
/// what it earned. The first outcome of a decision in the log counts.
/// </summary>
internal sealed class DecisionOutcomes
{
    private readonly Dictionary<string, (DateTimeOffset At, double Reward)> _first = new(StringComparer.Ordinal);

    /// <summary>Decisions with an outcome.</summary>
    public int Count => _first.Count;

    /// <summary>Outcomes without a decision's id, reward, or time.</summary>
    public int Faulty { get; private set; }

    /// <summary>Reads the outcomes among events, in the order of the log.</summary>
    public static DecisionOutcomes Of(IEnumerable<Event> events)
    {
        var outcomes = new DecisionOutcomes();
        foreach (var e in events)
        {
            if (e.EventType == EventTypes.Outcome)
            {
                outcomes.Add(e);
            }
        }
        return outcomes;
    }

    /// <summary>The reward of a decision: that of its outcome if it came within the window, else 0.</summary>
    public double Reward(string decisionId, DateTimeOffset decidedAt, TimeSpan window) =>
        _first.TryGetValue(decisionId, out var outcome) && outcome.At - decidedAt <= window ? outcome.Reward : 0;

    private void Add(Event e)
    {
        if (e.Properties.GetString("decision_id"u8) is { } id && e.Timestamp is { } at && (Number(e.Properties) ?? e.Value) is { } reward)
        {
            _first.TryAdd(id, (at, reward));
        }
        else
        {
            Faulty++;
        }
    }

    private static double? Number(JsonText properties)
    {
        var reader = new Utf8JsonReader(properties.Utf8.Span);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isReward = reader.ValueTextEquals("reward"u8);
            reader.Read();
            if (isReward)
            {
                return reader.TokenType == JsonTokenType.Number ? reader.GetDouble() : null;
            }
            reader.Skip();
        }
        return null;
    }
}
