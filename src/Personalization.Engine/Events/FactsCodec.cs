using Personalization.Contracts.Catalog;
using Personalization.Engine.Binary;

namespace Personalization.Engine.Events;

/// <summary>
/// The binary form of the facts of an item: an integer of flags that says which members follow, then the members in the order of the
/// flags. Nothing at all where there is nothing to know. Later members are added behind these; a reader leaves what it does not know.
/// </summary>
internal static class FactsCodec
{
    [Flags]
    private enum Members
    {
        Category = 1, Subcategory = 2, Brand = 4, PriceLevel = 8, Price = 16, Tags = 32,
    }

    /// <summary>The facts in their binary form. It is made once for all events that share the facts.</summary>
    public static byte[] Bytes(ItemFacts facts) => facts.Stored ??= Write(facts);

    /// <summary>Reads what <see cref="Bytes"/> gave. Texts come from <paramref name="names"/>, since many items share them.</summary>
    /// <exception cref="FormatException">The bytes are no facts.</exception>
    public static ItemFacts Read(ReadOnlySpan<byte> data, NameCache names)
    {
        var reader = new ByteReader(data);
        var members = (Members)reader.Varint();
        return new ItemFacts
        {
            Category = members.HasFlag(Members.Category) ? names.Get(reader.Block()) : null,
            Subcategory = members.HasFlag(Members.Subcategory) ? names.Get(reader.Block()) : null,
            Brand = members.HasFlag(Members.Brand) ? names.Get(reader.Block()) : null,
            PriceLevel = members.HasFlag(Members.PriceLevel) ? names.Get(reader.Block()) : null,
            Price = members.HasFlag(Members.Price) ? reader.Single() : 0,
            Tags = members.HasFlag(Members.Tags) ? Tags(ref reader, names) : [],
            Stored = data.ToArray(),
        };
    }

    private static byte[] Write(ItemFacts facts)
    {
        var members =
            (facts.Category is null ? 0 : Members.Category) | (facts.Subcategory is null ? 0 : Members.Subcategory)
            | (facts.Brand is null ? 0 : Members.Brand) | (facts.PriceLevel is null ? 0 : Members.PriceLevel)
            | (facts.Price == 0 ? 0 : Members.Price) | (facts.Tags.Count == 0 ? 0 : Members.Tags);
        if (members == 0)
        {
            return [];
        }
        var writer = new ByteWriter();
        writer.Varint((ulong)members);
        Text(writer, facts.Category);
        Text(writer, facts.Subcategory);
        Text(writer, facts.Brand);
        Text(writer, facts.PriceLevel);
        if (facts.Price != 0)
        {
            writer.Single(facts.Price);
        }
        if (facts.Tags.Count > 0)
        {
            writer.Varint((ulong)facts.Tags.Count);
            foreach (var tag in facts.Tags)
            {
                writer.Text(tag);
            }
        }
        return writer.ToArray();
    }

    private static string[] Tags(ref ByteReader reader, NameCache names)
    {
        var tags = new string[reader.Count(1)];
        for (var i = 0; i < tags.Length; i++)
        {
            tags[i] = names.Get(reader.Block());
        }
        return tags;
    }

    private static void Text(ByteWriter writer, string? text)
    {
        if (text is not null)
        {
            writer.Text(text);
        }
    }
}
