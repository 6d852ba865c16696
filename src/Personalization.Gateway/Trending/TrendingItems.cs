namespace Personalization.Gateway.Trending;

/// <summary>What is chosen more often than usual.</summary>
/// <param name="Basis">trending, or popular where nothing is chosen more often than usual.</param>
/// <param name="Items">The best first.</param>
internal sealed record TrendingItems(string Basis, IReadOnlyList<TrendingItem> Items);

/// <summary>An item that is trending, or popular.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="Score">How significant its trend is, or its share of what is chosen.</param>
/// <param name="Name">Its name, if the catalogue has one.</param>
internal sealed record TrendingItem(string ItemId, double Score, string? Name = null);
