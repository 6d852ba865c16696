using Personalization.Contracts.Events;
using Personalization.Engine.Events;
using Personalization.Engine.Recommenders;

namespace Personalization.Engine.Tests.Recommenders;

public sealed class ItemProjectionTests
{
    private const uint Start = TestNode.Start;
    private static readonly string[] Types =
        [EventTypes.PageView, EventTypes.AddToCart, EventTypes.Purchase, EventTypes.Dislike, EventTypes.Impression];

    [Fact]
    public void Visits_teach_the_pairs_that_a_count_over_the_log_finds()
    {
        var vocabulary = new Vocabulary();
        var projection = new ItemProjection(vocabulary, new SignalOptions());
        var log = RandomLog(seed: 4, events: 4000);
        var seen = new Dictionary<string, (uint Last, List<string> Items)>();
        var pairs = new Dictionary<(string, string), int>();
        foreach (var logged in log)
        {
            projection.Apply(logged);
            var e = logged.Event;
            if (e.EventType is EventTypes.Dislike or EventTypes.Impression)
            {
                continue;
            }
            var time = EventTime.Seconds(e.Timestamp!.Value);
            var (last, items) = seen.TryGetValue(e.UserId!, out var visit) && time <= visit.Last + 1800 ? visit : (0, []);
            foreach (var earlier in items.Contains(e.ItemId!) ? [] : items)
            {
                pairs[(e.ItemId!, earlier)] = pairs.GetValueOrDefault((e.ItemId!, earlier)) + 1;
                pairs[(earlier, e.ItemId!)] = pairs.GetValueOrDefault((earlier, e.ItemId!)) + 1;
            }
            items.Add(e.ItemId!);
            seen[e.UserId!] = (Math.Max(last, time), [.. items.Distinct()]);
        }
        Assert.NotEmpty(pairs);
        for (var i = 0; i < vocabulary.Items.Count; i++)
        {
            for (var k = 0; k < vocabulary.Items.Count; k++)
            {
                Assert.Equal(
                    pairs.GetValueOrDefault((vocabulary.Items[i], vocabulary.Items[k])), projection.Signals.AlsoViewed.WeightOf(i, k));
            }
        }
    }

    [Fact]
    public void Only_purchases_are_bought_together()
    {
        using var node = new TestNode().WithShop();
        node.Crowd(EventTypes.Purchase, "shoes0", Start, "a");
        node.Crowd(EventTypes.PageView, "hats0", Start + 60, "a");
        node.Crowd(EventTypes.Purchase, "bags0", Start + 7200, "a");
        int Number(string item) => node.Vocabulary.Items.Find(item);
        var signals = node.Projection.Signals;
        Assert.Equal(1, signals.AlsoBought.WeightOf(Number("shoes0"), Number("bags0")));
        Assert.Equal(0, signals.AlsoBought.WeightOf(Number("shoes0"), Number("hats0")));
        Assert.Equal(1, signals.AlsoViewed.WeightOf(Number("shoes0"), Number("hats0")));
        Assert.Equal(0, signals.AlsoViewed.WeightOf(Number("shoes0"), Number("bags0")));
    }

    internal static LoggedEvent[] RandomLog(int seed, int events)
    {
        var random = SeededRandom.Create(seed);
        var time = Start;
        return [.. Enumerable.Range(0, events).Select(i => new LoggedEvent(i, new Event
        {
            EventId = "e" + i,
            EventType = Types[random.Next(Types.Length)],
            UserId = "u" + random.Next(20),
            ItemId = "item" + random.Next(15),
            Value = random.Next(100),
            Timestamp = EventTime.FromSeconds((time += (uint)random.Next(300)) - (uint)random.Next(600)),
        }))];
    }
}
