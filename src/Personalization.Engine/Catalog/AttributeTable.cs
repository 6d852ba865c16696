using System.Collections.Concurrent;
using Personalization.Contracts.Catalog;

namespace Personalization.Engine.Catalog;

/// <summary>Gives each pair of dimension and value a dense number. Reading is lock-free. Thread-safe.</summary>
public sealed class AttributeTable
{
    private static readonly string[] DimensionNames = ["category", "subcategory", "brand", "tag", "price_level", "channel"];

    private static readonly float[] ImportanceByDimension = [2f, 1.5f, 2f, 1f, 1f, 0f];
    private readonly ConcurrentDictionary<string, int>[] _numbers =
        [.. DimensionNames.Select(_ => new ConcurrentDictionary<string, int>(StringComparer.Ordinal))];
    private readonly Lock _growing = new();
    private volatile (AttributeDimension Dimension, string Value)[] _pairs = new (AttributeDimension, string)[256];
    private volatile int _count;

    /// <summary>The names of the dimensions on the wire, indexed by <see cref="AttributeDimension"/>.</summary>
    public static IReadOnlyList<string> Dimensions => DimensionNames;

    /// <summary>How many pairs there are.</summary>
    public int Count => _count;

    /// <summary>The pair of <paramref name="number"/>.</summary>
    public (AttributeDimension Dimension, string Value) this[int number] => _pairs[number];

    /// <summary>The dimension of <paramref name="number"/>.</summary>
    public AttributeDimension DimensionOf(int number) => _pairs[number].Dimension;

    /// <summary>How much a dimension counts where a person's taste is matched with an item: category and brand double.</summary>
    public static float Importance(AttributeDimension dimension) => ImportanceByDimension[(int)dimension];

    /// <summary>The number of the pair, or -1.</summary>
    public int Find(AttributeDimension dimension, string value) =>
        _numbers[(int)dimension].TryGetValue(value, out var number) ? number : -1;

    /// <summary>The number of the pair, given when it is new.</summary>
    public int Intern(AttributeDimension dimension, string value)
    {
        var numbers = _numbers[(int)dimension];
        if (numbers.TryGetValue(value, out var number))
        {
            return number;
        }
        lock (_growing)
        {
            if (numbers.TryGetValue(value, out number))
            {
                return number;
            }
            number = _count;
            var pairs = _pairs;
            if (number == pairs.Length)
            {
                Array.Resize(ref pairs, number * 2);
            }
            pairs[number] = (dimension, value);
            _pairs = pairs;
            _count = number + 1;
            numbers[value] = number;
            return number;
        }
    }

    /// <summary>The numbers of an item's attributes: category, subcategory, brand, price level and tags, as far as it has them.</summary>
    /// <param name="facts">The item's facts.</param>
    /// <param name="numbers">Where the numbers go; <see cref="CatalogItem.MaxAttributes"/> are the most.</param>
    /// <returns>How many there are.</returns>
    public int Intern(ItemFacts facts, Span<int> numbers)
    {
        var count = 0;
        Add(AttributeDimension.Category, facts.Category, numbers, ref count);
        Add(AttributeDimension.Subcategory, facts.Subcategory, numbers, ref count);
        Add(AttributeDimension.Brand, facts.Brand, numbers, ref count);
        Add(AttributeDimension.PriceLevel, facts.PriceLevel, numbers, ref count);
        for (var i = 0; i < facts.Tags.Count && count < numbers.Length; i++)
        {
            Add(AttributeDimension.Tag, facts.Tags[i], numbers, ref count);
        }
        return count;
    }

    /// <summary>
    /// The numbers of an item's attributes, as <see cref="Intern(ItemFacts, Span{int})"/> gives them. They are looked up once for all
    /// events that share the facts.
    /// </summary>
    public ReadOnlySpan<int> NumbersOf(ItemFacts facts)
    {
        if (facts.Numbered is NumberedFacts known && ReferenceEquals(known.Table, this))
        {
            return known.Numbers;
        }
        Span<int> numbers = stackalloc int[CatalogItem.MaxAttributes];
        var found = numbers[..Intern(facts, numbers)].ToArray();
        facts.Numbered = new NumberedFacts(this, found);
        return found;
    }

    private void Add(AttributeDimension dimension, string? value, Span<int> numbers, ref int count)
    {
        if (value is not null)
        {
            numbers[count++] = Intern(dimension, value);
        }
    }

    private sealed record NumberedFacts(AttributeTable Table, int[] Numbers);
}
