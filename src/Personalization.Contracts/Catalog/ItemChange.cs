namespace Personalization.Contracts.Catalog;

/// <summary>One entry of the catalogue's change log: an item as it now is, or its removal.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="Item">Its new content; <see langword="null"/> when it was removed.</param>
/// <param name="At">When the change was made.</param>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("item-change")]
public sealed record ItemChange([property: Id(0)] string ItemId, [property: Id(1)] Item? Item, [property: Id(2)] DateTimeOffset At);
