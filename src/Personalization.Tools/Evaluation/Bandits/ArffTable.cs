using System.Globalization;

namespace Personalization.Tools.Evaluation.Bandits;

/// <summary>
/// Reads Weka's attribute-relation file format, dense and sparse rows; see
/// https://waikato.github.io/weka-wiki/formats_and_processing/arff_stable/.
/// </summary>
internal static class ArffTable
{
    /// <summary>Reads a file's lines.</summary>
    /// <exception cref="FormatException">The file is malformed; the message names the file, the line and the fault.</exception>
    public static IReadOnlyList<TableColumn> Read(string path, IEnumerable<string> lines)
    {
        var columns = new List<TableColumn>();
        var cells = new List<string?>();
        var isData = false;
        var number = 0;
        foreach (var raw in lines)
        {
            number++;
            var line = raw.Trim();
            if (line.Length == 0 || line[0] == '%')
            {
                continue;
            }
            string? fault;
            if (isData)
            {
                fault = line[0] == '{'
                    ? SplitSparse(line, columns, cells)
                    : CellReader.Split(line, line.Contains(',') || columns.Count == 1 ? ',' : line.Contains('\t') ? '\t' : ' ', cells);
                fault ??= AddRow(columns, cells);
            }
            else if (Starts(line, "@attribute"))
            {
                fault = Attribute(line["@attribute".Length..].Trim(), out var column);
                columns.Add(column);
            }
            else if (Starts(line, "@data"))
            {
                isData = true;
                fault = columns.Count > 0 ? null : "no attribute was declared before the data";
            }
            else
            {
                fault = Starts(line, "@relation")
                    ? null
                    : $"'{(line.Length > 40 ? line[..40] + "…" : line)}' is neither a comment nor @relation, @attribute or @data";
            }
            if (fault is not null)
            {
                throw TableFile.Fault(path, number, fault);
            }
        }
        return isData ? columns : throw TableFile.Fault(path, number, "there is no @data");
    }

    private static bool Starts(string line, string word) => line.StartsWith(word, StringComparison.OrdinalIgnoreCase);

    private static string? AddRow(List<TableColumn> columns, List<string?> cells)
    {
        if (cells.Count != columns.Count)
        {
            return $"{cells.Count} cells where {columns.Count} attributes are declared";
        }
        string? fault = null;
        for (var i = 0; i < columns.Count && fault is null; i++)
        {
            fault = columns[i].Add(cells[i], declaredOnly: true);
        }
        return fault;
    }

    private static string? SplitSparse(string line, List<TableColumn> columns, List<string?> cells)
    {
        if (line[^1] != '}')
        {
            return "a sparse row does not end with }";
        }
        var parts = new List<string?>();
        var fault = CellReader.Split(line[1..^1], ',', parts);
        cells.Clear();
        foreach (var column in columns)
        {
            // What a sparse row leaves out is zero, and the first of the declared values.
            cells.Add(column.IsNominal ? column.Categories[0] : "0");
        }
        var pair = new List<string?>();
        foreach (var part in parts)
        {
            if (fault is not null || part is null)
            {
                continue;
            }
            fault = CellReader.Split(part, ' ', pair);
            if (fault is null && (pair.Count != 2 || !int.TryParse(pair[0], CultureInfo.InvariantCulture, out var index) || index < 0
                || index >= columns.Count))
            {
                fault = $"'{part}' is no attribute number from 0 to {columns.Count - 1} with a value";
            }
            else if (fault is null)
            {
                cells[int.Parse(pair[0]!, CultureInfo.InvariantCulture)] = pair[1];
            }
        }
        return fault;
    }

    private static string? Attribute(string text, out TableColumn column)
    {
        column = new TableColumn("");
        if (text.Length == 0)
        {
            return "an attribute has no name";
        }
        string name;
        var at = 0;
        if (text[0] is '\'' or '"')
        {
            if (!CellReader.Quoted(text, ref at, out name))
            {
                return "a quote does not end";
            }
        }
        else
        {
            at = text.IndexOfAny([' ', '\t', '{']);
            at = at < 0 ? text.Length : at;
            name = text[..at];
        }
        var type = text[at..].Trim();
        if (type.StartsWith('{'))
        {
            if (!type.EndsWith('}'))
            {
                return $"the values of '{name}' do not end with }}";
            }
            column = new TableColumn(name) { IsNominal = true };
            var values = new List<string?>();
            var fault = CellReader.Split(type[1..^1], ',', values);
            foreach (var value in values)
            {
                column.Declare(value ?? "?");
            }
            return fault;
        }
        var word = type.Split([' ', '\t'], 2)[0].ToLowerInvariant();
        column = new TableColumn(name) { IsIgnored = word is "string" or "date" };
        return word is "numeric" or "real" or "integer" or "string" or "date" ? null : $"the type '{type}' of '{name}' is unknown";
    }
}
