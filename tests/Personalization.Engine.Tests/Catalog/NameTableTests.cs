using Personalization.Engine.Catalog;

namespace Personalization.Engine.Tests.Catalog;

public sealed class NameTableTests
{
    [Fact]
    public void Names_get_dense_numbers_in_the_order_of_their_first_appearance()
    {
        var names = new NameTable();
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 3000; i++)
            {
                Assert.Equal(i, names.Intern("name" + i));
            }
        }
        Assert.Equal(3000, names.Count);
        Assert.Equal("name2999", names[2999]);
        Assert.Equal(1700, names.Find("name1700"));
        Assert.Equal(1700, names.Find("name1700".AsSpan()));
        Assert.Equal(-1, names.Find("unknown"));
        Assert.Equal(-1, names.Find("NAME1"));
    }

    [Fact]
    public void Threads_that_name_the_same_at_once_get_the_same_numbers()
    {
        var names = new NameTable();
        var numbers = new int[4][];
        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, thread =>
        {
            numbers[thread] = [.. Enumerable.Range(0, 20_000).Select(i => names.Intern("name" + (i + (thread * 7)) % 20_000))];
        });
        Assert.Equal(20_000, names.Count);
        for (var thread = 0; thread < 4; thread++)
        {
            Assert.All(numbers[thread].Select((number, i) => (number, i)), n => Assert.Equal("name" + (n.i + (thread * 7)) % 20_000, names[n.number]));
        }
    }

    [Fact]
    public void Same_value_in_another_dimension_is_another_attribute()
    {
        var attributes = new AttributeTable();
        var category = attributes.Intern(AttributeDimension.Category, "Apple");
        var brand = attributes.Intern(AttributeDimension.Brand, "Apple");
        Assert.NotEqual(category, brand);
        Assert.Equal((AttributeDimension.Brand, "Apple"), attributes[brand]);
        Assert.Equal(AttributeDimension.Category, attributes.DimensionOf(category));
        Assert.Equal(category, attributes.Find(AttributeDimension.Category, "Apple"));
        Assert.Equal(-1, attributes.Find(AttributeDimension.Tag, "Apple"));
        for (var i = 0; i < 1000; i++)
        {
            Assert.Equal(2 + i, attributes.Intern(AttributeDimension.Tag, "t" + i));
        }
        Assert.Equal(1002, attributes.Count);
        Assert.Equal((AttributeDimension.Tag, "t999"), attributes[1001]);
    }

    [Theory]
    [InlineData(0, "0-1")]
    [InlineData(0.99, "0-1")]
    [InlineData(1, "1-2")]
    [InlineData(1.999, "1-2")]
    [InlineData(2, "2-5")]
    [InlineData(19.99, "10-20")]
    [InlineData(20, "20-50")]
    [InlineData(50, "50-100")]
    [InlineData(99_999.99, "50000-100000")]
    [InlineData(100_000, "100000+")]
    [InlineData(1e12, "100000+")]
    public void Price_at_an_edge_belongs_to_the_band_above(double price, string band)
    {
        Assert.Equal(band, PriceLevel.NameOf(PriceLevel.Of(price)));
        Assert.Equal(PriceLevel.Of(price), PriceLevel.Find(band));
    }

    [Fact]
    public void Level_of_an_unknown_name_is_none()
    {
        Assert.Null(PriceLevel.Find("20 - 50"));
        Assert.Equal(Enumerable.Range(0, PriceLevel.Count), Enumerable.Range(0, PriceLevel.Count).Select(level => PriceLevel.Find(PriceLevel.NameOf(level))!.Value));
    }
}
