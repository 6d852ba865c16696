using System.Globalization;

namespace Personalization.Engine.Catalog;

/// <summary>
/// Price levels: the bands of the 1-2-5 series (…, 10–20, 20–50, 50–100, 100–200, …). A band depends on the price alone, so it
/// is the same on every node and at every time, and can be said to people.
/// </summary>
public static class PriceLevel
{
    private static readonly double[] Edges = [0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000, 100000];
    private static readonly string[] Names = [.. Enumerable.Range(0, Edges.Length).Select(Name)];

    /// <summary>How many levels there are.</summary>
    public static int Count => Edges.Length;

    /// <summary>The level of <paramref name="price"/> ≥ 0: 0 for the cheapest.</summary>
    public static int Of(double price)
    {
        var at = Array.BinarySearch(Edges, price);
        return at >= 0 ? at : Math.Max(0, ~at - 1);
    }

    /// <summary>The name of a level, for example <c>20-50</c>.</summary>
    public static string NameOf(int level) => Names[level];

    /// <summary>The level of this name, or <see langword="null"/>.</summary>
    public static int? Find(string name)
    {
        var at = Array.IndexOf(Names, name);
        return at < 0 ? null : at;
    }

    private static string Name(int level) =>
        level == Edges.Length - 1
            ? string.Create(CultureInfo.InvariantCulture, $"{Edges[level]}+")
            : string.Create(CultureInfo.InvariantCulture, $"{Edges[level]}-{Edges[level + 1]}");
}
