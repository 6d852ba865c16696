using Personalization.Contracts.Catalog;

namespace Personalization.Actors.Wire;

/// <summary>Items and their changes.</summary>
internal static class CatalogWire
{
    [Flags]
    private enum ItemMembers : ushort
    {
        Name = 1, Price = 2, Margin = 4, Stock = 8, Rating = 16, Tags = 32, Text = 64, Attributes = 128, AvailableFrom = 256,
    }

    public static WireCodec[] Codecs { get; } =
    [
        new WireCodec<Item>(WireType.Item, 1, WriteItem, ReadItem),
        new WireCodec<IReadOnlyList<Item>>(
            WireType.Items, 1, static (writer, list) => writer.Parts(list, WriteItem), static (ref reader) => reader.Parts(ReadItem)),
        new WireCodec<ItemChange>(WireType.ItemChange, 1, WriteChange, ReadChange),
        new WireCodec<IReadOnlyList<ItemChange>>(
            WireType.ItemChanges, 1, static (writer, list) => writer.Parts(list, WriteChange), static (ref reader) => reader.Parts(ReadChange)),
    ];

    private static void WriteItem(WireWriter writer, Item item)
    {
        writer.Presence((uint)MembersOf(item));
        writer.Text(item.ItemId);
        writer.Name(item.Category);
        writer.Name(item.Subcategory);
        writer.Name(item.Brand);
        writer.TextIfAny(item.Name);
        if (item.Price is { } price)
            writer.Number(price);
        if (item.Margin is { } margin)
            writer.Number(margin);
        if (item.Stock is { } stock)
            writer.Whole(stock);
        if (item.Rating is { } rating)
            writer.Number(rating);
        if (item.Tags.Count > 0)
            writer.Names(item.Tags);
        writer.TextIfAny(item.Text);
        writer.JsonIfAny(item.Attributes);
        if (item.AvailableFrom is { } from)
            writer.Time(from);
    }

    private static ItemMembers MembersOf(Item item) =>
        (item.Name is null ? 0 : ItemMembers.Name) | (item.Price is null ? 0 : ItemMembers.Price) | (item.Margin is null ? 0 : ItemMembers.Margin)
        | (item.Stock is null ? 0 : ItemMembers.Stock) | (item.Rating is null ? 0 : ItemMembers.Rating) | (item.Tags.Count == 0 ? 0 : ItemMembers.Tags)
        | (item.Text is null ? 0 : ItemMembers.Text) | (item.Attributes.IsEmpty ? 0 : ItemMembers.Attributes)
        | (item.AvailableFrom is null ? 0 : ItemMembers.AvailableFrom);

    private static Item ReadItem(ref WireReader reader)
    {
        var members = (ItemMembers)reader.Presence();
        return new Item
        {
            ItemId = reader.Text(),
            Category = reader.NameOrNull(),
            Subcategory = reader.NameOrNull(),
            Brand = reader.NameOrNull(),
            Name = members.HasFlag(ItemMembers.Name) ? reader.Text() : null,
            Price = members.HasFlag(ItemMembers.Price) ? reader.Number() : null,
            Margin = members.HasFlag(ItemMembers.Margin) ? reader.Number() : null,
            Stock = members.HasFlag(ItemMembers.Stock) ? reader.Int32() : null,
            Rating = members.HasFlag(ItemMembers.Rating) ? reader.Number() : null,
            Tags = members.HasFlag(ItemMembers.Tags) ? reader.Names() : [],
            Text = members.HasFlag(ItemMembers.Text) ? reader.Text() : null,
            Attributes = members.HasFlag(ItemMembers.Attributes) ? reader.Json() : default,
            AvailableFrom = members.HasFlag(ItemMembers.AvailableFrom) ? reader.Time() : null,
        };
    }

    public static void WriteChange(WireWriter writer, ItemChange change)
    {
        writer.Presence(change.Item is null ? 0u : 1);
        writer.Text(change.ItemId);
        writer.Time(change.At);
        if (change.Item is { } item)
        {
            writer.Part(item, WriteItem);
        }
    }

    public static ItemChange ReadChange(ref WireReader reader)
    {
        var hasItem = (reader.Presence() & 1) != 0;
        var (id, at) = (reader.Text(), reader.Time());
        return new ItemChange(id, hasItem ? reader.Part(ReadItem) : null, at);
    }
}
