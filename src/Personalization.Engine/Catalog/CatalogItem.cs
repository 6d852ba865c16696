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

    /// <summary>The most attributes that an item has.</summary>
    public const int MaxAttributes = MaxTags + 4;

    [InlineArray(MaxAttributes)]
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
        Facts = FactsOf(item);
        CategoryAttribute = Number(Facts.Category, AttributeDimension.Category);
        BrandAttribute = Number(Facts.Brand, AttributeDimension.Brand);
        PriceAttribute = Number(Facts.PriceLevel, AttributeDimension.PriceLevel);
        _attributeCount = attributes.Intern(Facts, _attributes);
        foreach (var attribute in Attributes)
        {
            Importance += AttributeTable.Importance(attributes.DimensionOf(attribute));
        }
        int Number(string? value, AttributeDimension dimension) => value is null ? -1 : attributes.Intern(dimension, value);
    }

    /// <summary>The item's number.</summary>
    public int Handle { get; }

    /// <summary>The item as it was given.</summary>
    public Item Item { get; }

    /// <summary>The signature of its content, for similarity.</summary>
    public ContentSignature Signature { get; }

    /// <summary>When it became available, in seconds since 1970.</summary>
    public uint AvailableFrom { get; }

    /// <summary>What events on it are stamped with as long as it does not change.</summary>
    public ItemFacts Facts { get; }

    /// <summary>The price; 0 when there is none.</summary>
    public float Price => Facts.Price;

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

    private static ItemFacts FactsOf(Item item)
    {
        var facts = new ItemFacts
        {
            Category = Named(item.Category),
            Subcategory = Named(item.Subcategory),
            Brand = Named(item.Brand),
            PriceLevel = item.Price is { } price ? PriceLevel.NameOf(PriceLevel.Of(price)) : null,
            Price = (float)(item.Price ?? 0),
            Tags = item.Tags.Count <= MaxTags && !item.Tags.Contains("")
                ? item.Tags
                : [.. item.Tags.Take(MaxTags).Where(tag => tag.Length > 0)],
        };
        return facts == ItemFacts.Unknown ? ItemFacts.Unknown : facts;
        static string? Named(string? value) => string.IsNullOrEmpty(value) ? null : value;
    }
}
