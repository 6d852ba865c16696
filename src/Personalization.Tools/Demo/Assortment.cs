using Personalization.Tools.Demo.Departments;

namespace Personalization.Tools.Demo;

/// <summary>Everything that the demo shop could sell: departments, kinds of product, tags. Immutable.</summary>
internal static class Assortment
{
    private static readonly Dictionary<string, int> s_kindByPath;

    static Assortment()
    {
        Kinds = [.. Departments.SelectMany(static (department, index) => department.Subcategories.Select(kind => (kind, index)))];
        s_kindByPath = Kinds.Select(static (kind, index) => (Path: Path(kind), index))
            .ToDictionary(static pair => pair.Path, static pair => pair.index);
        GoesWith = [.. Kinds.Select(static kind => kind.Subcategory.GoesWith.Select(path => s_kindByPath[path]).ToArray())];
        Tags =
        [
            .. Kinds.SelectMany(static kind => kind.Subcategory.Uses).Select(static use => use.Tag)
                .Concat(Style.All.Select(static style => style.Tag)).Distinct(),
        ];
    }

    /// <summary>The main categories.</summary>
    public static IReadOnlyList<Department> Departments { get; } =
    [
        Electronics.Department, Fashion.Department, Shoes.Department, Home.Department, Kitchen.Department, Garden.Department,
        Sports.Department, Beauty.Department, Toys.Department, Books.Department, Music.Department, Pets.Department, Baby.Department,
        Office.Department,
    ];

    /// <summary>Every kind of product with the place of its department.</summary>
    public static IReadOnlyList<(Subcategory Subcategory, int Department)> Kinds { get; }

    /// <summary>For each kind, the kinds that are bought along.</summary>
    public static IReadOnlyList<int[]> GoesWith { get; }

    /// <summary>All tags; at most 128, so that a set of them fits into one <see cref="UInt128"/>.</summary>
    public static IReadOnlyList<string> Tags { get; }

    /// <summary>The place of the kind with this category and subcategory in <see cref="Kinds"/>; −1 when there is none.</summary>
    public static int Find(string? category, string? subcategory) => s_kindByPath.GetValueOrDefault($"{category}/{subcategory}", -1);

    private static string Path((Subcategory Subcategory, int Department) kind) =>
        $"{Departments[kind.Department].Name}/{kind.Subcategory.Name}";
}
