namespace Personalization.Engine.Recommenders;

/// <summary>What is popular and trending, as of its publication. Immutable.</summary>
/// <param name="popular">The most popular items.</param>
/// <param name="byCategory">The most popular items by the category's attribute number.</param>
/// <param name="shares">Popularity by item, [0, 1].</param>
/// <param name="trending">The significantly trending items.</param>
/// <param name="trends">Their significance.</param>
public sealed class PopularityLists(int[] popular, Dictionary<int, int[]> byCategory, float[] shares, int[] trending, float[] trends)
{
    /// <summary>Nothing at all.</summary>
    public static PopularityLists Empty { get; } = new([], [], [], [], []);

    /// <summary>The most popular items, best first.</summary>
    public ReadOnlySpan<int> Popular => popular;

    /// <summary>The items that are chosen significantly more often than usual, most significant first.</summary>
    public ReadOnlySpan<int> Trending => trending;

    /// <summary>The significance z of each of <see cref="Trending"/>.</summary>
    public ReadOnlySpan<float> Trends => trends;

    /// <summary>The most popular items of the category with this attribute number, best first.</summary>
    public ReadOnlySpan<int> PopularIn(int category) => byCategory.GetValueOrDefault(category);

    /// <summary>Popularity: ln(1 + w)/ln(1 + max w) of the item's decayed weight w, [0, 1].</summary>
    public float ShareOf(int item) => (uint)item < (uint)shares.Length ? shares[item] : 0;
}
