using Personalization.Contracts;
using Personalization.Tools.Demo;

namespace Personalization.Tools.Tests.Demo;

public sealed class DemoCatalogTests
{
    [Fact]
    public void Same_seed_gives_the_same_items_and_another_seed_others()
    {
        var first = DemoShop.Digest(DemoShop.Items, ContractsJson.Default.Item);
        Assert.Equal(first, DemoShop.Digest(DemoCatalog.Create(DemoShop.Seed, DemoShop.AsOf), ContractsJson.Default.Item));
        Assert.NotEqual(first, DemoShop.Digest(DemoCatalog.Create(43, DemoShop.AsOf), ContractsJson.Default.Item));
    }

    [Fact]
    public void Catalogue_is_large_and_every_item_is_valid()
    {
        var items = DemoShop.Items;
        Assert.True(items.Count >= 5000);
        Assert.Equal(items.Count, items.Select(item => item.ItemId).Distinct().Count());
        Assert.Equal(14, items.Select(item => item.Category).Distinct().Count());
        Assert.InRange(items.Select(item => item.Brand).Distinct().Count(), 100, 140);
        Assert.All(items, item =>
        {
            Assert.Matches("^prod_[0-9]{5}$", item.ItemId);
            Assert.True(item.Price > 0);
            Assert.InRange(item.Margin!.Value, -1, 1);
            Assert.InRange(item.Rating!.Value, 0, 5);
            Assert.NotEmpty(item.Tags);
            Assert.InRange(item.Text!.Length, 60, 600);
            Assert.Equal(item.Attributes, JsonText.Parse(item.Attributes.ToString()));
            Assert.InRange(item.AvailableFrom!.Value, DemoShop.AsOf.AddDays(-731), DemoShop.AsOf);
        });
    }

    [Fact]
    public void Some_items_are_new_and_some_sold_out()
    {
        Assert.InRange(DemoShop.Items.Count(item => item.AvailableFrom > DemoShop.AsOf.AddDays(-7)), 20, 200);
        Assert.InRange(DemoShop.Items.Count(item => item.Stock == 0), 100, 500);
    }

    [Fact]
    public void Dear_kinds_and_brands_cost_more()
    {
        var median = DemoShop.Items.GroupBy(item => item.Subcategory!)
            .ToDictionary(group => group.Key, group => group.OrderBy(item => item.Price).ElementAt(group.Count() / 2).Price!.Value);
        Assert.True(median["laptops"] > 3 * median["headphones"]);
        var tiers = DemoShop.Items.Where(item => item.Subcategory == "laptops").ToLookup(item => item.Attributes.GetString("price_tier"u8));
        Assert.True(tiers["premium"].Average(item => item.Price) > 1.5 * tiers["budget"].Average(item => item.Price));
    }

    [Fact]
    public void Next_day_changes_only_a_few_items()
    {
        var next = DemoCatalog.Create(DemoShop.Seed, DemoShop.AsOf.AddDays(1));
        var changed = next.Zip(DemoShop.Items)
            .Count(pair => pair.First.Text != pair.Second.Text || pair.First.AvailableFrom != pair.Second.AvailableFrom);
        Assert.InRange(changed, 1, 40);
    }
}
