using System.Globalization;

namespace Personalization.Tools.Evaluation.Bandits;

/// <summary>
/// One column of a table while it is read: numbers as long as all cells are numbers, else categories; a missing cell is
/// <see cref="double.NaN"/>.
/// </summary>
/// <param name="name">The column's name.</param>
internal sealed class TableColumn(string name)
{
    private readonly List<double> _values = [];
    private readonly Dictionary<string, int> _categories = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    /// <summary>The column's name.</summary>
    public string Name { get; set; } = name;

    /// <summary>Whether cells are categories; their numbers are then the values.</summary>
    public bool IsNominal { get; init; }

    /// <summary>Whether the column is text or a date, of which nothing is made.</summary>
    public bool IsIgnored { get; init; }

    /// <summary>Cells read.</summary>
    public int Count => _values.Count;

    /// <summary>The categories by number.</summary>
    public IReadOnlyList<string> Categories => _names;

    /// <summary>A cell: a number, the number of a category, or NaN when it is missing.</summary>
    public double this[int row] => _values[row];

    /// <summary>Declares a category.</summary>
    public void Declare(string category)
    {
        if (_categories.TryAdd(category, _names.Count))
        {
            _names.Add(category);
        }
    }

    /// <summary>Adds a cell; an undeclared category becomes a new one.</summary>
    /// <returns>What is wrong with the cell; null when nothing is.</returns>
    public string? Add(string? cell, bool declaredOnly = false)
    {
        if (cell is null || IsIgnored)
        {
            _values.Add(double.NaN);
            return null;
        }
        if (!IsNominal)
        {
            if (!TryNumber(cell, out var number))
            {
                return $"'{cell}' in column '{Name}' is no finite number";
            }
            _values.Add(number);
            return null;
        }
        if (!_categories.TryGetValue(cell, out var category))
        {
            if (declaredOnly)
            {
                return $"'{cell}' in column '{Name}' is none of the declared values";
            }
            category = _names.Count;
            Declare(cell);
        }
        _values.Add(category);
        return null;
    }

    /// <summary>Reads a finite number.</summary>
    public static bool TryNumber(string cell, out double number) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}
