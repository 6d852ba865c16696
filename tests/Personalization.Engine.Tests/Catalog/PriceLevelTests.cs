using Personalization.Engine.Catalog;

namespace Personalization.Engine.Tests.Catalog;

public sealed class PriceLevelTests
{
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
        Assert.Equal(
            Enumerable.Range(0, PriceLevel.Count),
            Enumerable.Range(0, PriceLevel.Count).Select(level => PriceLevel.Find(PriceLevel.NameOf(level))!.Value));
    }
}
