using System.Text.Json.Serialization;
using Personalization.Contracts.Events;
using Personalization.Engine.Bandits;
using Personalization.Engine.Learning;

namespace Personalization.Gateway.Bandits;

/// <summary>Says what placements' bandits know.</summary>
internal static class BanditAnswers
{
    public static LearningReceipt Of(PublishResult result) => new(result.Appended, result.Duplicates);

    public static BanditDescription Of(string placement, PlacementSnapshot bandit, ArmSnapshot items, TrafficPeriods traffic)
    {
        var intervals = new RewardIntervals(items);
        var arms = items.Ids.Select((id, i) => (Id: id, Statistics: items[i], Interval: intervals.Of(i)))
            .OrderByDescending(static a => a.Statistics.Count).ToArray();
        var total = arms.Sum(static a => a.Statistics.Count);
        var best = arms.Length == 0 ? 0 : arms.Max(static a => a.Statistics.Mean);
        return new BanditDescription(
            placement, bandit.Observations, Math.Round(bandit.Base, 6), Math.Round(bandit.Base + bandit.Slope, 6),
            Math.Round(arms.Sum(a => a.Statistics.Count * (best - a.Statistics.Mean)), 4),
            intervals.AreBinary ? "wilson" : "student",
            [.. arms.Select(arm => new BanditItem(
                arm.Id, arm.Statistics.Count, bandit.Generations.GetValueOrDefault(arm.Id),
                total == 0 ? 0 : Math.Round((double)arm.Statistics.Count / total, 4), Math.Round(arm.Statistics.Mean, 6),
                [Math.Round(arm.Interval.Lower, 6), Math.Round(arm.Interval.Upper, 6)]))],
            new BanditTraffic(
                traffic.From, traffic.Width.TotalSeconds, traffic.Totals,
                [.. traffic.Items.Select(static item => new BanditItemTraffic(item.Item, item.Choices))]));
    }
}

/// <summary>What became of outcomes or observations.</summary>
/// <param name="Accepted">Those that were new.</param>
/// <param name="Duplicates">Those that were known; they count once.</param>
internal sealed record LearningReceipt(int Accepted, int Duplicates);

/// <summary>The placements that have a bandit.</summary>
/// <param name="Placements">All of them.</param>
internal sealed record BanditList(IReadOnlyList<BanditSummary> Placements);

/// <summary>A placement's bandit in short.</summary>
/// <param name="Placement">The placement.</param>
/// <param name="Choices">Choices learnt from.</param>
/// <param name="Items">Items that were chosen.</param>
/// <param name="Rewarded">Whether any choice was ever rewarded.</param>
internal sealed record BanditSummary(string Placement, long Choices, int Items, bool Rewarded);

/// <summary>What a placement's bandit knows.</summary>
/// <param name="Placement">The placement.</param>
/// <param name="Choices">Choices learnt from.</param>
/// <param name="RewardOfScore0">The reward expected of an item of score 0.</param>
/// <param name="RewardOfScore1">The reward expected of an item of score 1.</param>
/// <param name="RegretEstimate">Without context, and in hindsight: what always choosing the best item would have earned more.</param>
/// <param name="IntervalMethod">How the intervals were found: wilson or student.</param>
/// <param name="Items">The items, those chosen most often first.</param>
/// <param name="Traffic">The choices by time.</param>
internal sealed record BanditDescription(
    string Placement, long Choices,
    [property: JsonPropertyName("reward_of_score_0")] double RewardOfScore0,
    [property: JsonPropertyName("reward_of_score_1")] double RewardOfScore1,
    double RegretEstimate, string IntervalMethod, IReadOnlyList<BanditItem> Items, BanditTraffic Traffic);

/// <summary>What is known of an item at a placement.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="Choices">How often it was chosen.</param>
/// <param name="Changes">How often its earnings have changed.</param>
/// <param name="Share">Its share of the choices, [0, 1].</param>
/// <param name="MeanReward">The mean reward of its choices.</param>
/// <param name="Interval">The 95 % interval of the mean: lower end, upper end.</param>
internal sealed record BanditItem(
    string ItemId, long Choices, int Changes, double Share, double MeanReward, IReadOnlyList<double> Interval);

/// <summary>Choices by time.</summary>
/// <param name="From">When the first period begins.</param>
/// <param name="BucketSeconds">How long each period is.</param>
/// <param name="Choices">All choices, period by period.</param>
/// <param name="Items">Those of the items chosen most often.</param>
internal sealed record BanditTraffic(
    DateTimeOffset From, double BucketSeconds, IReadOnlyList<long> Choices, IReadOnlyList<BanditItemTraffic> Items);

/// <summary>An item's choices by time.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="Choices">Period by period.</param>
internal sealed record BanditItemTraffic(string ItemId, IReadOnlyList<long> Choices);
