using Personalization.Contracts.Events;
using Personalization.Tools.Evaluation;

namespace Personalization.Tools.Tests.Evaluation;

public sealed class RankingQualityTests
{
    [Fact]
    public void Metrics_are_the_means_over_the_cases()
    {
        var quality = RankingQuality.Of([1, 3, 10, 11, 0]);
        Assert.Equal(0.2, quality.HitRate1, 12);
        Assert.Equal(0.6, quality.HitRate10, 12);
        Assert.Equal(0.8, quality.HitRate20, 12);
        Assert.Equal((1 + 0.5 + (1 / Math.Log2(11))) / 5, quality.Ndcg10, 12);
        Assert.Equal((1 + (1.0 / 3) + 0.1 + (1.0 / 11)) / 5, quality.Mrr20, 12);
    }

    [Fact]
    public void Last_new_item_is_hidden_with_all_that_follows_it()
    {
        Event[] history = [View("a", "x", 0), View("b", "y", 1), View("a", "z", 2), View("a", "x", 3), View("b", "y", 4)];
        var set = LastItemOut.Split([], history);
        var asked = Assert.Single(set.Cases);
        Assert.Equal(("a", "z"), (asked.UserId, asked.HiddenItemId));
        Assert.Equal(["e0", "e1", "e4"], set.Training.Select(e => e.EventId));
    }

    private static Event View(string user, string item, int second) => new()
    {
        EventId = "e" + second,
        EventType = EventTypes.PageView,
        UserId = user,
        ItemId = item,
        Timestamp = DateTimeOffset.UnixEpoch.AddSeconds(1e9 + second),
    };
}
