namespace Personalization.Gateway.Items;

/// <summary>Items that are like another one.</summary>
/// <param name="ItemId">The other one.</param>
/// <param name="By">What makes them alike: viewed, bought or content.</param>
/// <param name="Items">The most similar first.</param>
internal sealed record SimilarItems(string ItemId, string By, IReadOnlyList<SimilarItem> Items);

/// <summary>An item that is like another one.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="Name">Its name, if the catalogue has one.</param>
/// <param name="Similarity">How alike, [0, 1].</param>
internal sealed record SimilarItem(string ItemId, double Similarity, string? Name = null);
