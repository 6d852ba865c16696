using Personalization.Contracts.Events;
using Personalization.Tools.Demo;

namespace Personalization.Tools.Tests.Demo;

public sealed class DemoTasteTests
{
    private static readonly DemoTraffic s_traffic = DemoShop.Traffic;

    [Fact]
    public void Views_concentrate_on_the_favourite_departments()
    {
        var shares = new List<double>();
        var elsewhere = new List<double>();
        foreach (var (shopper, views) in Views(DemoShop.AsOf.AddDays(-28), DemoShop.AsOf).Where(pair => pair.Views.Length >= 30))
        {
            var at = DemoShop.AsOf.AddDays(-14);
            var favourites = Favourites(shopper, at);
            shares.Add(views.Count(favourites.Contains) / (double)views.Length);
            var other = s_traffic.Shoppers[(shopper.Index + 1) % s_traffic.Shoppers.Count];
            elsewhere.Add(views.Count(Favourites(other, at).Contains) / (double)views.Length);
        }
        Assert.True(shares.Count > 300);
        Assert.True(shares.Average() > 0.65, $"{shares.Average()}");
        Assert.True(shares.Average() > 2 * elsewhere.Average(), $"{elsewhere.Average()}");
    }

    [Fact]
    public void Tastes_of_drifting_shoppers_change_and_those_of_others_stay()
    {
        var before = Views(DemoShop.AsOf.AddDays(-91), DemoShop.AsOf.AddDays(-70))
            .ToDictionary(pair => pair.Shopper.Index, pair => pair.Views);
        var after = Views(DemoShop.AsOf.AddDays(-21), DemoShop.AsOf).ToDictionary(pair => pair.Shopper.Index, pair => pair.Views);
        double Change(Func<DemoShopper, bool> who) => s_traffic.Shoppers
            .Where(shopper =>
                who(shopper)
                    && before.GetValueOrDefault(shopper.Index)?.Length >= 30
                    && after.GetValueOrDefault(shopper.Index)?.Length >= 30)
            .Average(shopper => Distance(before[shopper.Index], after[shopper.Index]));
        var early = DemoShop.AsOf.AddDays(-80);
        var late = DemoShop.AsOf.AddDays(-10);
        var moved = Change(shopper => Math.Abs(shopper.Drifted(late) - shopper.Drifted(early)) > 0.6);
        var stayed = Change(shopper => shopper.Drift < 0.2);
        Assert.True(moved > stayed + 0.15, $"{moved} {stayed}");
    }

    [Fact]
    public void Laptops_in_the_cart_lead_to_what_goes_with_them()
    {
        var kinds = DemoShop.Items.ToDictionary(item => item.ItemId, item => item.Subcategory);
        var visits = s_traffic.History(DemoShop.AsOf.AddDays(-28), DemoShop.AsOf)
            .Where(e => e.ItemId is not null)
            .GroupBy(e => e.SessionId)
            .ToArray();
        bool SeesAccessories(IEnumerable<Event> visit) => visit.Any(e => kinds[e.ItemId!] is "laptop_bags" or "mice" or "headphones");
        var withLaptop = visits.Where(visit => visit.Any(e => e.EventType == EventTypes.AddToCart && kinds[e.ItemId!] == "laptops"))
            .ToArray();
        Assert.True(withLaptop.Length > 20);
        Assert.True(
            withLaptop.Count(SeesAccessories) / (double)withLaptop.Length > 3 * visits.Count(SeesAccessories) / (double)visits.Length);
    }

    [Fact]
    public void Product_that_goes_viral_is_seen_far_more_often_than_before()
    {
        var first = (long)(DemoShop.AsOf.AddDays(-40) - DateTimeOffset.UnixEpoch).TotalDays;
        var waves = Enumerable.Range(0, 35)
            .Select(day => s_traffic.Tide.Begin(first + day))
            .OfType<(int Product, DateTimeOffset From, DateTimeOffset To)>()
            .ToArray();
        Assert.InRange(waves.Length, 4, 25);
        var (product, from, _) = waves.First(wave =>
            s_traffic.Shelf.Products[wave.Product].Since < wave.From.AddDays(-4)
                && s_traffic.Tide.At(wave.From.AddHours(5)).Product == wave.Product);
        var itemId = s_traffic.Shelf.Products[product].Item.ItemId;
        int Seen(DateTimeOffset start) =>
            s_traffic.History(start, start.AddDays(1)).Count(e => e.ItemId == itemId && e.EventType == EventTypes.PageView);
        Assert.True(Seen(from) > 10 * (1 + Seen(from.AddDays(-3))), $"{Seen(from)} {Seen(from.AddDays(-3))}");
    }

    private static IEnumerable<(DemoShopper Shopper, int[] Views)> Views(DateTimeOffset from, DateTimeOffset to)
    {
        var shoppers = s_traffic.Shoppers.ToDictionary(shopper => shopper.UserId);
        return s_traffic.History(from, to).Where(e => e.EventType == EventTypes.PageView && e.ItemId is not null).GroupBy(e => e.UserId!)
            .Select(group =>
                (shoppers[group.Key], group.Select(e => s_traffic.Shelf.Products[s_traffic.Shelf.Find(e.ItemId!)].Department).ToArray()));
    }

    private static HashSet<int> Favourites(DemoShopper shopper, DateTimeOffset at)
    {
        var drifted = shopper.Drifted(at);
        return [.. Enumerable.Range(0, Assortment.Departments.Count)
            .OrderByDescending(d => ((1 - drifted) * shopper.EarlyTaste.Departments[d]) + (drifted * shopper.LateTaste.Departments[d]))
            .Take(3)];
    }

    private static double Distance(int[] before, int[] after) =>
        Enumerable.Range(0, Assortment.Departments.Count)
            .Sum(d => Math.Abs((before.Count(x => x == d) / (double)before.Length) - (after.Count(x => x == d) / (double)after.Length)))
            / 2;
}
