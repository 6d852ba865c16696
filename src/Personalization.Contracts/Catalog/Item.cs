namespace Personalization.Contracts.Catalog;

/// <summary>One thing that can be recommended: a product, a film, an article, an offer. Immutable.</summary>
public sealed record Item
{
    /// <summary>Identity. 1 to 128 characters, no control characters.</summary>
    public required string ItemId { get; init; }

    /// <summary>What people call it; the id is shown when absent.</summary>
    public string? Name { get; init; }

    /// <summary>The main category.</summary>
    public string? Category { get; init; }

    /// <summary>The category below the main one.</summary>
    public string? Subcategory { get; init; }

    /// <summary>The maker, label or studio.</summary>
    public string? Brand { get; init; }

    /// <summary>Price in the shop's currency, ≥ 0.</summary>
    public double? Price { get; init; }

    /// <summary>Margin as a share of the price, [-1, 1].</summary>
    public double? Margin { get; init; }

    /// <summary>Pieces that can be sold; <see langword="null"/> means not limited, 0 keeps the item out of every list.</summary>
    public int? Stock { get; init; }

    /// <summary>Mean rating, [0, 5].</summary>
    public double? Rating { get; init; }

    /// <summary>Free labels; at most 64 are used.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Descriptive text, used for similarity.</summary>
    public string? Text { get; init; }

    /// <summary>Everything else.</summary>
    public JsonText Attributes { get; init; }

    /// <summary>When the item became available; the time of its first change when absent.</summary>
    public DateTimeOffset? AvailableFrom { get; init; }
}
