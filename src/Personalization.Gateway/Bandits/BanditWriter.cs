using System.Text.Json;
using Personalization.Contracts.Events;
using Personalization.Engine.Bandits;
using Personalization.Engine.Learning;

namespace Personalization.Gateway.Bandits;

/// <summary>Writes what a placement's bandit knows as JSON.</summary>
internal static class BanditWriter
{
    public static void Write(Utf8JsonWriter writer, PublishResult result)
    {
        writer.WriteStartObject();
        writer.WriteNumber("accepted", result.Appended);
        writer.WriteNumber("duplicates", result.Duplicates);
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, string placement, PlacementSnapshot bandit, ArmSnapshot items, TrafficPeriods traffic)
    {
        var intervals = new RewardIntervals(items);
        var arms = items.Ids.Select((id, i) => (Id: id, Statistics: items[i], Interval: intervals.Of(i))).OrderByDescending(static a => a.Statistics.Count).ToArray();
        var total = arms.Sum(static a => a.Statistics.Count);
        var best = arms.Length == 0 ? 0 : arms.Max(static a => a.Statistics.Mean);
        writer.WriteStartObject();
        writer.WriteString("placement", placement);
        writer.WriteNumber("choices", bandit.Observations);
        writer.WriteNumber("reward_of_score_0", Math.Round(bandit.Base, 6));
        writer.WriteNumber("reward_of_score_1", Math.Round(bandit.Base + bandit.Slope, 6));
        // Without context, and in hindsight: what always choosing the best item would have earned more.
        writer.WriteNumber("regret_estimate", Math.Round(arms.Sum(a => a.Statistics.Count * (best - a.Statistics.Mean)), 4));
        writer.WriteString("interval_method", intervals.AreBinary ? "wilson" : "student");
        writer.WriteStartArray("items");
        foreach (var (id, statistics, interval) in arms)
        {
            writer.WriteStartObject();
            writer.WriteString("item_id", id);
            writer.WriteNumber("choices", statistics.Count);
            writer.WriteNumber("changes", bandit.Generations.GetValueOrDefault(id));
            writer.WriteNumber("share", total == 0 ? 0 : Math.Round((double)statistics.Count / total, 4));
            writer.WriteNumber("mean_reward", Math.Round(statistics.Mean, 6));
            writer.WriteStartArray("interval");
            writer.WriteNumberValue(Math.Round(interval.Lower, 6));
            writer.WriteNumberValue(Math.Round(interval.Upper, 6));
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        Traffic(writer, traffic);
        writer.WriteEndObject();
    }

    private static void Traffic(Utf8JsonWriter writer, TrafficPeriods traffic)
    {
        writer.WriteStartObject("traffic");
        writer.WriteString("from", traffic.From);
        writer.WriteNumber("bucket_seconds", traffic.Width.TotalSeconds);
        Counts(writer, "choices", traffic.Totals);
        writer.WriteStartArray("items");
        foreach (var (item, choices) in traffic.Items)
        {
            writer.WriteStartObject();
            writer.WriteString("item_id", item);
            Counts(writer, "choices", choices);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Counts(Utf8JsonWriter writer, string name, IReadOnlyList<long> counts)
    {
        writer.WriteStartArray(name);
        foreach (var count in counts)
        {
            writer.WriteNumberValue(count);
        }
        writer.WriteEndArray();
    }
}
