using Personalization.Engine.Catalog;

namespace Personalization.Engine.Tests.Catalog;

public sealed class AttributeTableTests
{
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
}
