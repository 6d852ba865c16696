using System.Globalization;

namespace Personalization.Tools.Evaluation.Bandits;

/// <summary>
/// Makes bandit problems of tables: numbers scaled to [0, 1] by the set's least and largest value, categories one-hot, actions the classes
/// that occur. A missing number becomes its column's mean, a missing category no category; rows without class are left out.
/// </summary>
internal static class ClassificationReader
{
    private const int MostCategories = 256;
    private const int MostFeatures = 1000;
    private const int MostClasses = 256;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="classColumn">
    /// The class's column by name or by number from 1; when null, that called <c>class</c>, else the last.
    /// </param>
    /// <exception cref="FormatException">The file is malformed or no classification; the message says where and why.</exception>
    public static ClassificationSet Read(string path, string? classColumn)
    {
        var columns = TableFile.Read(path);
        var target = columns[ClassIndex(path, columns, classColumn)];
        var notes = new List<string>();
        var rows = Enumerable.Range(0, target.Count).Where(row => !double.IsNaN(target[row])).ToArray();
        if (rows.Length < target.Count)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{target.Count - rows.Length} rows without class left out"));
        }
        var values = Array.ConvertAll(rows, row => target[row]);
        var occurring = values.Distinct().Order().ToArray();
        if (occurring.Length is < 2 or > MostClasses)
        {
            throw new FormatException($"{path}: the class '{target.Name}' has {occurring.Length} values; 2 to {MostClasses} are expected. "
                + "--class names another column.");
        }
        var arms = Array.ConvertAll(
            occurring, value => target.IsNominal ? target.Categories[(int)value] : value.ToString(CultureInfo.InvariantCulture));
        var features = new List<double[]>();
        foreach (var column in columns)
        {
            if (!ReferenceEquals(column, target))
            {
                AddFeatures(column, rows, features, notes);
            }
        }
        if (features.Count is 0 or > MostFeatures)
        {
            throw new FormatException($"{path}: {features.Count} features after one-hot coding; 1 to {MostFeatures} are possible.");
        }
        var contexts = new double[rows.Length][];
        for (var row = 0; row < rows.Length; row++)
        {
            contexts[row] = new double[features.Count];
            for (var f = 0; f < features.Count; f++)
            {
                contexts[row][f] = features[f][row];
            }
        }
        return new(
            Path.GetFileNameWithoutExtension(path), contexts, Array.ConvertAll(values, value => Array.BinarySearch(occurring, value)), arms,
            notes);
    }

    private static int ClassIndex(string path, IReadOnlyList<TableColumn> columns, string? asked)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (string.Equals(columns[i].Name, asked ?? "class", StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }
        if (asked is null)
        {
            return columns.Count - 1;
        }
        return int.TryParse(asked, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= columns.Count
            ? number - 1
            : throw new FormatException(
                $"{path}: there is no column '{asked}'; there are {string.Join(", ", columns.Select(static c => c.Name))}.");
    }

    private static void AddFeatures(TableColumn column, int[] rows, List<double[]> features, List<string> notes)
    {
        if (column.IsIgnored || (column.IsNominal && column.Categories.Count > MostCategories))
        {
            notes.Add(column.IsIgnored
                ? $"text column '{column.Name}' left out"
                : $"column '{column.Name}' with {column.Categories.Count} categories left out");
            return;
        }
        if (!column.IsNominal)
        {
            features.Add(Scaled(column, rows));
            return;
        }
        for (var category = 0; category < column.Categories.Count; category++)
        {
            features.Add(Array.ConvertAll(rows, row => column[row] == category ? 1.0 : 0));
        }
    }

    private static double[] Scaled(TableColumn column, int[] rows)
    {
        var (least, most, sum, count) = (double.PositiveInfinity, double.NegativeInfinity, 0.0, 0);
        foreach (var row in rows)
        {
            var value = column[row];
            if (!double.IsNaN(value))
            {
                least = Math.Min(least, value);
                most = Math.Max(most, value);
                sum += value;
                count++;
            }
        }
        var span = most - least;
        var mean = count > 0 ? sum / count : 0;
        return Array.ConvertAll(
            rows, row => span > 0 && double.IsFinite(span) ? ((double.IsNaN(column[row]) ? mean : column[row]) - least) / span : 0);
    }
}
