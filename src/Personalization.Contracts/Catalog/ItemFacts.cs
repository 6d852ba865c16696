namespace Personalization.Contracts.Catalog;

/// <summary>
/// What an item was when an event on it was admitted: all that applying the event needs to know of the item, in texts, so that it means
/// the same in every process and at every time. Immutable; events on an item that did not change share one.
/// </summary>
[GenerateSerializer]
[Immutable]
[Alias("item-facts")]
public sealed class ItemFacts : IEquatable<ItemFacts>
{
    /// <summary>Of an item that the catalogue did not know, or that has nothing to know.</summary>
    public static ItemFacts Unknown { get; } = new();

    /// <summary>The main category.</summary>
    [Id(0)]
    public string? Category { get; init; }

    /// <summary>The category below the main one.</summary>
    [Id(1)]
    public string? Subcategory { get; init; }

    /// <summary>The maker, label or studio.</summary>
    [Id(2)]
    public string? Brand { get; init; }

    /// <summary>The band of the price, for example <c>20-50</c>; absent when there is no price.</summary>
    [Id(3)]
    public string? PriceLevel { get; init; }

    /// <summary>The price in the shop's currency, ≥ 0; 0 when there is none.</summary>
    [Id(4)]
    public float Price { get; init; }

    /// <summary>The labels that count for tastes.</summary>
    /// <value>At most 8, none of them empty.</value>
    [Id(5)]
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>
    /// The stored form, which the engine keeps here so that it is made once for all events that share the facts. No part of them.
    /// </summary>
    [field: NonSerialized]
    internal byte[]? Stored { get; set; }

    /// <summary>The numbers that stand for the facts in a process, which the engine keeps here likewise. No part of them.</summary>
    [field: NonSerialized]
    internal object? Numbered { get; set; }

    /// <summary>Whether both say the same.</summary>
    public bool Equals(ItemFacts? other) =>
        ReferenceEquals(this, other)
        || (other is not null && Category == other.Category && Subcategory == other.Subcategory && Brand == other.Brand
            && PriceLevel == other.PriceLevel && Price.Equals(other.Price) && Tags.SequenceEqual(other.Tags, StringComparer.Ordinal));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ItemFacts);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Category);
        hash.Add(Subcategory);
        hash.Add(Brand);
        hash.Add(PriceLevel);
        hash.Add(Price);
        foreach (var tag in Tags)
        {
            hash.Add(tag);
        }
        return hash.ToHashCode();
    }
}
