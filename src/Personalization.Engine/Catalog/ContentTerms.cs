using System.Text.Json;
using Personalization.Contracts.Catalog;
using Personalization.Engine.Events;

namespace Personalization.Engine.Catalog;

/// <summary>
/// The weighted terms of an item: words of its name count three times, of its text once; its category, subcategory, brand, tags and string
/// attributes are one term each, named by their field. Weights are sublinear, 1 + ln tf, times the field's weight. Pure.
/// </summary>
public static class ContentTerms
{
    /// <summary>The most terms kept, the heaviest first.</summary>
    public const int MaxTerms = 128;

    /// <summary>The most characters of the text that are read.</summary>
    public const int MaxText = 8192;

    /// <summary>The terms of <paramref name="item"/> with their weights, in ordinal order.</summary>
    public static KeyValuePair<string, float>[] Of(Item item)
    {
        var counts = new Dictionary<string, float>(StringComparer.Ordinal);
        var words = new List<string>();
        AddWords(counts, words, item.Name, 3);
        AddWords(counts, words, item.Text is { Length: > MaxText } text ? text[..MaxText] : item.Text, 1);
        foreach (var term in counts.Keys.ToArray())
        {
            counts[term] = 1 + MathF.Log(counts[term]);
        }
        AddField(counts, "category", item.Category, 2f);
        AddField(counts, "subcategory", item.Subcategory, 2.5f);
        AddField(counts, "brand", item.Brand, 1.5f);
        foreach (var tag in item.Tags.Take(32))
        {
            AddField(counts, "tag", tag, 1.5f);
        }
        AddAttributes(counts, item);
        return [.. counts.OrderByDescending(p => p.Value)
            .ThenBy(p => p.Key, StringComparer.Ordinal)
            .Take(MaxTerms)
            .OrderBy(p => p.Key, StringComparer.Ordinal)];
    }

    private static void AddWords(Dictionary<string, float> counts, List<string> words, string? text, float weight)
    {
        words.Clear();
        Terms.Cut(text, words);
        foreach (var word in words)
        {
            counts[word] = counts.GetValueOrDefault(word) + weight;
        }
    }

    private static void AddField(Dictionary<string, float> counts, string field, string? value, float weight)
    {
        if (!string.IsNullOrEmpty(value))
        {
            counts[$"{field}:{value}"] = weight;
        }
    }

    private static void AddAttributes(Dictionary<string, float> counts, Item item)
    {
        if (item.Attributes.IsEmpty)
        {
            return;
        }
        var reader = new Utf8JsonReader(item.Attributes.Utf8.Span);
        reader.Read();
        var taken = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName && taken < 16)
        {
            var name = JsonMember.Text(ref reader);
            reader.Read();
            if (name is not null
                && reader.TokenType == JsonTokenType.String
                && reader.ValueSpan.Length <= 64
                && JsonMember.Text(ref reader) is { } value)
            {
                AddField(counts, name!, value, 1);
                taken++;
            }
            reader.Skip();
        }
    }
}
