using Personalization.Contracts.Catalog;
using Personalization.Engine.Events;

namespace Personalization.Engine.Catalog;

/// <summary>What makes an item acceptable. Pure; thread-safe.</summary>
public static class ItemRules
{
    /// <summary>The most tags.</summary>
    public const int MaxTags = 64;

    /// <summary>The longest name, category, brand or tag, in characters.</summary>
    public const int MaxNameLength = 256;

    /// <summary>The longest text, in characters.</summary>
    public const int MaxTextLength = 64 * 1024;

    /// <summary>The largest attributes object, in bytes of JSON text.</summary>
    public const int MaxAttributesBytes = 64 * 1024;

    /// <summary>The fault of an item, or <see langword="null"/> when it is acceptable.</summary>
    public static Fault? Check(Item item) =>
        IdRules.Check("item_id", item.ItemId)
        ?? CheckLength("name", item.Name, MaxNameLength)
        ?? CheckLength("category", item.Category, MaxNameLength)
        ?? CheckLength("subcategory", item.Subcategory, MaxNameLength)
        ?? CheckLength("brand", item.Brand, MaxNameLength)
        ?? CheckLength("text", item.Text, MaxTextLength)
        ?? CheckRange("price", item.Price, 0, EventRules.MaxMagnitude)
        ?? CheckRange("margin", item.Margin, -1, 1)
        ?? CheckRange("rating", item.Rating, 0, 5)
        ?? CheckRange("stock", item.Stock, 0, int.MaxValue)
        ?? CheckTags(item.Tags)
        ?? JsonTextRules.Check("attributes", item.Attributes, MaxAttributesBytes);

    private static Fault? CheckLength(string field, string? text, int most) =>
        text is null || text.Length <= most ? null : new Fault(field, $"has {text.Length} characters; at most {most} are allowed");

    private static Fault? CheckRange(string field, double? number, double least, double most) =>
        number is not { } x || (x >= least && x <= most)
            ? null
            : new Fault(field, $"is {x}; a number from {least} to {most:0.######e+0} is allowed");

    private static Fault? CheckTags(IReadOnlyList<string> tags)
    {
        if (tags.Count > MaxTags)
        {
            return new Fault("tags", $"has {tags.Count} entries; at most {MaxTags} are allowed");
        }
        for (var i = 0; i < tags.Count; i++)
        {
            if (tags[i].Length is 0 or > MaxNameLength)
            {
                return new Fault($"tags[{i}]", $"has {tags[i].Length} characters; 1 to {MaxNameLength} are allowed");
            }
        }
        return null;
    }
}
