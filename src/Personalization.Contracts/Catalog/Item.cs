namespace Personalization.Contracts.Catalog;

/// <summary>One thing that can be recommended: a product, a film, an article, an offer. Immutable.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("item")]
public sealed record Item
{
    /// <summary>Identity. 1 to 128 characters, no control characters.</summary>
    [Id(0)]
    public required string ItemId { get; init; }

    /// <summary>What people call it; the id is shown when absent.</summary>
    [Id(1)]
    public string? Name { get; init; }

    /// <summary>The main category.</summary>
    [Id(2)]
    public string? Category { get; init; }

    /// <summary>The category below the main one.</summary>
    [Id(3)]
    public string? Subcategory { get; init; }

    /// <summary>The maker, label or studio.</summary>
    [Id(4)]
    public string? Brand { get; init; }

    /// <summary>Price in the shop's currency, ≥ 0.</summary>
    [Id(5)]
    public double? Price { get; init; }

    /// <summary>Margin as a share of the price, [-1, 1].</summary>
    [Id(6)]
    public double? Margin { get; init; }

    /// <summary>Pieces that can be sold; <see langword="null"/> means not limited, 0 keeps the item out of every list.</summary>
    [Id(7)]
    public int? Stock { get; init; }

    /// <summary>Mean rating, [0, 5].</summary>
    [Id(8)]
    public double? Rating { get; init; }

    /// <summary>Free labels; at most 64 are used.</summary>
    [Id(9)]
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Descriptive text, used for similarity.</summary>
    [Id(10)]
    public string? Text { get; init; }

    /// <summary>Everything else.</summary>
    [Id(11)]
    public JsonText Attributes { get; init; }

    /// <summary>When the item became available; the time of its first change when absent.</summary>
    [Id(12)]
    public DateTimeOffset? AvailableFrom { get; init; }
}
