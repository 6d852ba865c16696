using Personalization.Contracts;
using Personalization.Contracts.Events;
using Personalization.Tools.Demo;

namespace Personalization.Tools.Tests.Demo;

public sealed class DemoTrafficTests
{
    private static readonly DateTimeOffset s_from = DemoShop.AsOf.AddDays(-14);
    private static readonly Lazy<Event[]> s_twoWeeks = new(() => [.. DemoShop.Traffic.History(s_from, DemoShop.AsOf)]);

    [Fact]
    public void Same_seed_gives_the_same_history()
    {
        var again = new DemoTraffic(DemoShop.Seed, DemoCatalog.Create(DemoShop.Seed, DemoShop.AsOf), DemoShoppers.Create(DemoShop.Seed));
        Assert.Equal(
            DemoShop.Digest(s_twoWeeks.Value, ContractsJson.Default.Event),
            DemoShop.Digest(again.History(s_from, DemoShop.AsOf), ContractsJson.Default.Event));
    }

    [Fact]
    public void History_cut_in_two_is_the_same_history()
    {
        var middle = s_from.AddDays(1.37);
        var pieces = DemoShop.Traffic.History(s_from, middle).Concat(DemoShop.Traffic.History(middle, s_from.AddDays(2)));
        Assert.Equal(s_twoWeeks.Value.TakeWhile(e => e.Timestamp < s_from.AddDays(2)), pieces);
    }

    [Fact]
    public void Two_weeks_are_a_plausible_amount_in_the_order_of_time()
    {
        var events = s_twoWeeks.Value;
        Assert.InRange(events.Length, 120_000, 260_000);
        Assert.Equal(events.Length, events.Select(e => e.EventId).Distinct().Count());
        for (var i = 0; i < events.Length; i++)
        {
            Assert.True(events[i].Timestamp >= s_from && events[i].Timestamp < DemoShop.AsOf);
            Assert.True(i == 0 || events[i].Timestamp >= events[i - 1].Timestamp);
            Assert.True(events[i].Timestamp!.Value.Ticks % TimeSpan.TicksPerMillisecond == 0);
            Assert.StartsWith("demo-", events[i].EventId, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void All_kinds_of_events_occur()
    {
        string[] expected =
        [
            "search", "page_view", "click", "add_to_cart", "remove_from_cart", "wishlist", "purchase", "rating", "dislike", "email_open",
            "app_usage",
        ];
        Assert.Equal(expected.Order(), s_twoWeeks.Value.Select(e => e.EventType).Distinct().Order());
        Assert.All(
            s_twoWeeks.Value.Where(e => e.EventType == EventTypes.Purchase),
            e => Assert.True(e is { ItemId: not null, Value: > 0, Quantity: >= 1 }));
        Assert.All(s_twoWeeks.Value.Where(e => e.EventType == EventTypes.Rating), e => Assert.InRange(e.Value!.Value, 0.5, 5));
        Assert.All(s_twoWeeks.Value.Where(e => e.EventType == EventTypes.Search), e => Assert.NotNull(e.Properties.GetString("query"u8)));
    }

    [Fact]
    public void Between_one_and_ten_percent_of_the_visits_end_in_a_purchase()
    {
        var visits = s_twoWeeks.Value.Select(e => e.SessionId).Distinct().Count();
        var bought = s_twoWeeks.Value.Where(e => e.EventType == EventTypes.Purchase).Select(e => e.SessionId).Distinct().Count();
        Assert.InRange(bought / (double)visits, 0.02, 0.08);
    }

    [Fact]
    public void Many_people_come_and_a_few_come_often()
    {
        Assert.True(DemoShop.Traffic.Shoppers.Count >= 2000);
        var counts = s_twoWeeks.Value.GroupBy(e => e.UserId).Select(group => group.Count()).OrderDescending().ToArray();
        Assert.True(counts.Length > 1800);
        Assert.InRange(counts.Take(counts.Length / 10).Sum() / (double)s_twoWeeks.Value.Length, 0.25, 0.7);
    }

    [Fact]
    public void Most_visits_come_in_the_evening()
    {
        var hours = s_twoWeeks.Value.CountBy(e => e.Timestamp!.Value.Hour).ToDictionary();
        Assert.True(hours[20] > 4 * hours[4]);
    }
}
