using System.Text;
using Personalization.Contracts;
using Personalization.Contracts.Catalog;
using Personalization.Engine.Catalog;

namespace Personalization.Engine.Tests.Catalog;

public sealed class ItemRulesTests
{
    [Theory]
    [InlineData(-0.01, false)]
    [InlineData(double.NaN, false)]
    [InlineData(double.PositiveInfinity, false)]
    [InlineData(1.1e12, false)]
    [InlineData(0, true)]
    [InlineData(1e12, true)]
    public void Price_is_between_nothing_and_a_trillion(double price, bool fine) =>
        AssertFault(fine, "price", new Item { ItemId = "a", Price = price });

    [Theory]
    [InlineData(-1.01, false)]
    [InlineData(1.01, false)]
    [InlineData(-1, true)]
    [InlineData(1, true)]
    public void Margin_is_a_share_of_the_price(double margin, bool fine) =>
        AssertFault(fine, "margin", new Item { ItemId = "a", Margin = margin });

    [Theory]
    [InlineData(-0.1, false)]
    [InlineData(5.1, false)]
    [InlineData(5, true)]
    public void Rating_is_up_to_five_stars(double rating, bool fine) =>
        AssertFault(fine, "rating", new Item { ItemId = "a", Rating = rating });

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(int.MaxValue, true)]
    public void Stock_is_not_negative(int stock, bool fine) => AssertFault(fine, "stock", new Item { ItemId = "a", Stock = stock });

    [Theory]
    [InlineData("", false)]
    [InlineData("a\u0000b", false)]
    [InlineData("line\nbreak", false)]
    [InlineData("\u0085", false)]
    [InlineData("SKU 12/ä🎧", true)]
    public void Id_has_no_control_characters(string id, bool fine) => AssertFault(fine, "item_id", new Item { ItemId = id });

    [Fact]
    public void Id_has_no_half_surrogate_pairs()
    {
        AssertFault(false, "item_id", new Item { ItemId = "half\ud83d" });
        AssertFault(false, "item_id", new Item { ItemId = "\udc00half" });
        AssertFault(false, "item_id", new Item { ItemId = "\ud83dx" });
    }

    [Theory]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void Id_has_at_most_128_characters(int length, bool fine) =>
        AssertFault(fine, "item_id", new Item { ItemId = new string('x', length) });

    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public void Names_have_at_most_256_characters(int length, bool fine)
    {
        var text = new string('x', length);
        AssertFault(fine, "name", new Item { ItemId = "a", Name = text });
        AssertFault(fine, "category", new Item { ItemId = "a", Category = text });
        AssertFault(fine, "subcategory", new Item { ItemId = "a", Subcategory = text });
        AssertFault(fine, "brand", new Item { ItemId = "a", Brand = text });
        AssertFault(fine, "tags[1]", new Item { ItemId = "a", Tags = ["fine", text] });
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Item_has_at_most_64_tags(int tags, bool fine) =>
        AssertFault(fine, "tags", new Item { ItemId = "a", Tags = [.. Enumerable.Range(0, tags).Select(i => "t" + i)] });

    [Fact]
    public void Tag_is_not_empty() => AssertFault(false, "tags[0]", new Item { ItemId = "a", Tags = [""] });

    [Theory]
    [InlineData(65536, true)]
    [InlineData(65537, false)]
    public void Text_and_attributes_have_at_most_64_kilobytes(int size, bool fine)
    {
        AssertFault(fine, "text", new Item { ItemId = "a", Text = new string('x', size) });
        var json = $$"""{"x":"{{new string('x', size - 8)}}"}""";
        AssertFault(fine, "attributes", new Item { ItemId = "a", Attributes = new JsonText(Encoding.UTF8.GetBytes(json)) });
    }

    private static void AssertFault(bool fine, string field, Item item) => Assert.Equal(fine ? null : field, ItemRules.Check(item)?.Field);
}
