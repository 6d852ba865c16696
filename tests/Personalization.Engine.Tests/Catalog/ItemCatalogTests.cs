using Personalization.Contracts;
using Personalization.Contracts.Catalog;
using Personalization.Engine.Catalog;

namespace Personalization.Engine.Tests.Catalog;

public sealed class ItemCatalogTests
{
    private const uint Start = TestNode.Start;

    [Fact]
    public void Changes_count_items_once_and_removals_take_them_out()
    {
        using var node = new TestNode();
        node.Put(new Item { ItemId = "a" });
        node.Put(new Item { ItemId = "a", Name = "again" });
        node.Put(new Item { ItemId = "b" });
        node.Remove("never there");
        Assert.Equal(2, node.Catalog.Count);
        Assert.Equal("again", node.Catalog.Find("a")!.Name);
        node.Remove("a");
        node.Remove("a");
        Assert.Equal(1, node.Catalog.Count);
        Assert.Null(node.Catalog.Find("a"));
        Assert.Null(node.Catalog.Find(-1));
        Assert.Null(node.Catalog.Find(int.MaxValue));
    }

    [Fact]
    public void Item_is_new_since_its_first_change_unless_it_says_otherwise()
    {
        using var node = new TestNode();
        node.Put(new Item { ItemId = "a" }, Start);
        node.Put(new Item { ItemId = "a", Price = 5 }, Start + 1000);
        Assert.Equal(Start, node.Catalog.Find("a")!.AvailableFrom);
        node.Put(new Item { ItemId = "a", AvailableFrom = DateTimeOffset.FromUnixTimeSeconds(Start + 50) }, Start + 2000);
        Assert.Equal(Start + 50, node.Catalog.Find("a")!.AvailableFrom);
    }

    [Fact]
    public void Thousands_of_items_are_all_found()
    {
        using var node = new TestNode();
        for (var i = 0; i < 5000; i++)
        {
            node.Put(new Item { ItemId = "i" + i, Category = "c" + i });
        }
        Assert.Equal(5000, node.Catalog.Count);
        Assert.All(Enumerable.Range(0, 5000), i => Assert.Equal("c" + i, node.Catalog.Find("i" + i)!.Item.Category));
    }

    [Fact]
    public void Attributes_of_an_item_are_those_that_it_has_with_eight_tags_at_most()
    {
        using var node = new TestNode();
        node.Put(new Item
        {
            ItemId = "a",
            Category = "c",
            Brand = "",
            Price = 30,
            Tags = [.. Enumerable.Range(0, 20).Select(i => "t" + i)]
        });
        var pairs = node.Catalog.Find("a")!.Attributes.ToArray().Select(n => node.Vocabulary.Attributes[n]);
        Assert.Equal(
            [(AttributeDimension.Category, "c"), (AttributeDimension.PriceLevel, "20-50"),
                .. Enumerable.Range(0, 8).Select(i => (AttributeDimension.Tag, "t" + i))],
            pairs);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(1, true)]
    [InlineData(0, false)]
    public void Item_can_be_offered_unless_its_stock_is_used_up(int? stock, bool offered)
    {
        using var node = new TestNode();
        node.Put(new Item { ItemId = "a", Stock = stock });
        Assert.Equal(offered, node.Catalog.Find("a")!.InStock);
    }

    [Theory]
    [InlineData("""{"color":"\ud800","size":"XL"}""")]
    [InlineData("""{"\udc00":"red","size":"XL"}""")]
    [InlineData("""{"color":{"a":["x"]},"n":5,"b":true,"z":null,"size":"XL"}""")]
    public void Attribute_that_is_no_text_is_left_out_of_the_similarity(string attributes)
    {
        using var node = new TestNode();
        node.Put(new Item { ItemId = "a", Attributes = JsonText.Parse(attributes) });
        node.Put(new Item { ItemId = "b", Attributes = JsonText.Parse("""{"size":"XL"}""") });
        Assert.Equal(
            [node.Vocabulary.Items.Find("b")],
            node.Catalog.Content.Similar(node.Vocabulary.Items.Find("a"), out var similarities).ToArray());
        Assert.Equal(1, similarities[0], 1e-6);
    }
}
