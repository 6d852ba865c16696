using System.Runtime.CompilerServices;
using Personalization.Contracts.Catalog;

namespace Personalization.Engine.Catalog;

/// <summary>
/// An item as the decision path reads it: names resolved to numbers, all in one object. Immutable; a change of the item makes a new one.
/// </summary>
public sealed class CatalogItem
{
    /// <summary>The most tags that take part in affinities and similarity.</summary>
    public const int MaxTags = 8;

    [InlineArray(MaxTags + 4)]
    private struct Numbers
    {
        private int _first;
    }

    private readonly Numbers _attributes;
    private readonly int _attributeCount;

    /// <summary>Resolves <paramref name="item"/>.</summary>
    public CatalogItem(int handle, Item item, AttributeTable attributes, ContentSignature signature, uint availableFrom)
    {
        Handle = handle;
        Item = item;
        ItemId = item.ItemId;
        Name = item.Name ?? item.ItemId;
        Signature = signature;
        AvailableFrom = availableFrom;
        InStock = item.Stock is not <= 0;
        Price = (float)(item.Price ?? 0);
        CategoryAttribute = Number(item.Category, AttributeDimension.Category);
        BrandAttribute = Number(item.Brand, AttributeDimension.Brand);
        PriceAttribute = item.Price is { } price ? attributes.Intern(AttributeDimension.PriceLevel, PriceLevel.NameOf(PriceLevel.Of(price))) : -1;
        Add(ref _attributes, ref _attributeCount, CategoryAttribute);
        Add(ref _attributes, ref _attributeCount, Number(item.Subcategory, AttributeDimension.Subcategory));
        Add(ref _attributes, ref _attributeCount, BrandAttribute);
        Add(ref _attributes, ref _attributeCount, PriceAttribute);
        for (var i = 0; i < item.Tags.Count && i < MaxTags; i++)
        {
            Add(ref _attributes, ref _attributeCount, Number(item.Tags[i], AttributeDimension.Tag));
        }
        foreach (var attribute in Attributes)
        {
            Importance += AttributeTable.Importance(attributes.DimensionOf(attribute));
        }
        int Number(string? value, AttributeDimension dimension) => string.IsNullOrEmpty(value) ? -1 : attributes.Intern(dimension, value);
    }

    /// <summary>The item's number.</summary>
    public int Handle { get; }

    /// <summary>The item as it was given.</summary>
    public Item Item { get; }

    /// <summary>The signature of its content, for similarity.</summary>
    public ContentSignature Signature { get; }

    /// <summary>When it became available, in seconds since 1970.</summary>
    public uint AvailableFrom { get; }

    /// <summary>The price; 0 when there is none.</summary>
    public float Price { get; }

    /// <summary>The category's attribute number, or -1.</summary>
    public int CategoryAttribute { get; }

    /// <summary>The brand's attribute number, or -1.</summary>
    public int BrandAttribute { get; }

    /// <summary>The price level's attribute number, or -1.</summary>
    public int PriceAttribute { get; }

    /// <summary>The item's id.</summary>
    public string ItemId { get; }

    /// <summary>The name for people.</summary>
    public string Name { get; }

    /// <summary>Whether it can be offered.</summary>
    public bool InStock { get; }

    /// <summary>The sum of its attributes' importance for taste, ≥ 0; see <see cref="AttributeTable.Importance"/>.</summary>
    public float Importance { get; }

    /// <summary>The numbers of its attributes: category, subcategory, brand, price level and tags, as far as it has them.</summary>
    public ReadOnlySpan<int> Attributes => ((ReadOnlySpan<int>)_attributes)[.._attributeCount];

    private static void Add(ref Numbers numbers, ref int count, int number)
    {
        if (number >= 0)
        {
            numbers[count++] = number;
        }
    }
}
