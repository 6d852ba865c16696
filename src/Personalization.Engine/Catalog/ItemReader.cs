using System.Text.Json;
using Personalization.Contracts;
using Personalization.Contracts.Catalog;
using Personalization.Engine.Events;

namespace Personalization.Engine.Catalog;

/// <summary>
/// Reads items from JSON text, member by member; members that an item does not know are kept in its attributes. Thread-safe.
/// </summary>
public static class ItemReader
{
    /// <summary>
    /// Reads the object on which <paramref name="reader"/> stands, to its end, also when it is faulty. <paramref name="json"/> is the text
    /// that the reader reads.
    /// </summary>
    /// <param name="json">The text.</param>
    /// <param name="reader">Where in the text.</param>
    /// <param name="itemId">The id from elsewhere, such as the path; an id in the text must be the same.</param>
    /// <param name="fault">What is wrong.</param>
    /// <returns>The item, or <see langword="null"/> and the fault.</returns>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    public static Item? Read(ReadOnlySpan<byte> json, ref Utf8JsonReader reader, string? itemId, out Fault? fault)
    {
        fault = null;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            fault = new Fault("item", $"is a JSON {JsonMember.Describe(reader.TokenType)}; an object is expected");
            reader.Skip();
            return null;
        }
        string? id = null, name = null, category = null, subcategory = null, brand = null, text = null;
        double? price = null, margin = null, rating = null, stock = null;
        DateTimeOffset? availableFrom = null;
        List<string> tags = [];
        JsonText attributes = default;
        ExtraMembers? extra = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (fault is not null)
            {
                reader.Read();
                reader.Skip();
                continue;
            }
            switch (reader.ValueSpan.Length)
            {
                case var _ when reader.ValueTextEquals("item_id"u8) || reader.ValueTextEquals("product_id"u8):
                    id = JsonMember.Id(ref reader, "item_id", ref fault) ?? id;
                    break;
                case var _ when reader.ValueTextEquals("name"u8): name = JsonMember.String(ref reader, "name", ref fault); break;
                case var _ when reader.ValueTextEquals("category"u8):
                    category = JsonMember.String(ref reader, "category", ref fault);
                    break;
                case var _ when reader.ValueTextEquals("subcategory"u8):
                    subcategory = JsonMember.String(ref reader, "subcategory", ref fault);
                    break;
                case var _ when reader.ValueTextEquals("brand"u8): brand = JsonMember.String(ref reader, "brand", ref fault); break;
                case var _ when reader.ValueTextEquals("text"u8): text = JsonMember.String(ref reader, "text", ref fault); break;
                case var _ when reader.ValueTextEquals("price"u8): price = JsonMember.Number(ref reader, "price", ref fault); break;
                case var _ when reader.ValueTextEquals("margin"u8): margin = JsonMember.Number(ref reader, "margin", ref fault); break;
                case var _ when reader.ValueTextEquals("rating"u8): rating = JsonMember.Number(ref reader, "rating", ref fault); break;
                case var _ when reader.ValueTextEquals("stock"u8): stock = JsonMember.Number(ref reader, "stock", ref fault); break;
                case var _ when reader.ValueTextEquals("available_from"u8):
                    availableFrom = JsonMember.Time(ref reader, "available_from", ref fault);
                    break;
                case var _ when reader.ValueTextEquals("tags"u8): ReadTags(ref reader, tags, ref fault); break;
                case var _ when reader.ValueTextEquals("attributes"u8):
                    attributes = JsonMember.Object(json, ref reader, "attributes", ref fault);
                    break;
                default: (extra ??= new ExtraMembers()).Add(json, ref reader); break;
            }
        }
        fault ??= id is null && itemId is null ? new Fault("item_id", "is missing") : null;
        fault ??= id is not null ? IdRules.Check("item_id", id) : null;
        fault ??= id is not null && itemId is not null && id != itemId
            ? new Fault("item_id", $"is '{id}', but the address names '{itemId}'")
            : null;
        fault ??= stock is { } pieces && (pieces != Math.Floor(pieces) || Math.Abs(pieces) > int.MaxValue)
            ? new Fault("stock", $"is {pieces}; a whole number from 0 to {int.MaxValue} is allowed") : null;
        return fault is not null ? null : new Item
        {
            ItemId = id ?? itemId!,
            Name = name,
            Category = category,
            Subcategory = subcategory,
            Brand = brand,
            Price = price,
            Margin = margin,
            Stock = (int?)stock,
            Rating = rating,
            Tags = tags,
            Text = text,
            Attributes = extra is null ? attributes : extra.MergeInto(attributes),
            AvailableFrom = availableFrom,
        };
    }

    private static void ReadTags(ref Utf8JsonReader reader, List<string> tags, ref Fault? fault)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            fault = new Fault("tags", $"is a JSON {JsonMember.Describe(reader.TokenType)}; an array of strings is expected");
            reader.Skip();
            return;
        }
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            count++;
            if (reader.TokenType != JsonTokenType.String)
            {
                fault ??= new Fault($"tags[{count - 1}]", $"is a JSON {JsonMember.Describe(reader.TokenType)}; a string is expected");
                reader.Skip();
            }
            else if (count > ItemRules.MaxTags)
            {
                continue;
            }
            else if (JsonMember.Text(ref reader) is { } tag)
            {
                tags.Add(tag);
                fault ??= tag.Length > 0
                    ? null
                    : new Fault($"tags[{count - 1}]", $"is empty; 1 to {ItemRules.MaxNameLength} characters are allowed");
            }
            else
            {
                fault ??= JsonTextRules.NoText($"tags[{count - 1}]");
            }
        }
        if (count > ItemRules.MaxTags)
        {
            fault ??= new Fault("tags", $"has {count} entries; at most {ItemRules.MaxTags} are allowed");
        }
    }
}
