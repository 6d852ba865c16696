using System.Globalization;

namespace Personalization.Tools.Evaluation.Bandits;

/// <summary>
/// Reads cells between commas, semicolons, tabs or blanks, whichever the first line has. The first line is a header when it has words where
/// the rest has numbers, or only words that occur nowhere else in their columns. A column is one of numbers when all its cells are.
/// </summary>
internal static class SeparatedTable
{
    /// <summary>Reads a file's lines.</summary>
    /// <exception cref="FormatException">The file is malformed; the message names the file, the line and the fault.</exception>
    public static IReadOnlyList<TableColumn> Read(string path, IEnumerable<string> lines)
    {
        TableColumn[]? texts = null;
        var cells = new List<string?>();
        string?[]? first = null;
        var separator = ',';
        var number = 0;
        foreach (var raw in lines)
        {
            number++;
            var line = number == 1 ? raw.TrimStart('\uFEFF') : raw;
            if (string.IsNullOrWhiteSpace(line) || line[0] == '%' || (line[0] == '#' && first is null))
            {
                continue;
            }
            separator = first is null ? Separator(line) : separator;
            if (CellReader.Split(separator == ' ' ? line.Trim() : line, separator, cells) is { } fault)
            {
                throw TableFile.Fault(path, number, fault);
            }
            if (first is null)
            {
                first = [.. cells];
                texts = Array.ConvertAll(first, static _ => new TableColumn("") { IsNominal = true });
                continue;
            }
            if (cells.Count != first.Length)
            {
                throw TableFile.Fault(path, number, $"{cells.Count} cells where the first line has {first.Length}");
            }
            for (var i = 0; i < first.Length; i++)
            {
                texts![i].Add(cells[i]);
            }
        }
        if (first is null)
        {
            return [];
        }
        return Typed(texts!, first, IsHeader(texts!, first));
    }

    private static char Separator(string line)
    {
        foreach (var candidate in ",;\t")
        {
            if (line.Contains(candidate))
            {
                return candidate;
            }
        }
        return line.Trim().Contains(' ') ? ' ' : ',';
    }

    private static bool IsNumeric(TableColumn texts) =>
        texts.Categories.Count > 0 && texts.Categories.All(static c => TableColumn.TryNumber(c, out _));

    private static bool IsHeader(TableColumn[] texts, string?[] first)
    {
        var isNew = true;
        for (var i = 0; i < first.Length; i++)
        {
            var isWord = first[i] is { } cell && !TableColumn.TryNumber(cell, out _);
            if (isWord && IsNumeric(texts[i]))
            {
                return true;
            }
            isNew &= isWord && !texts[i].Categories.Contains(first[i]!, StringComparer.Ordinal);
        }
        return isNew;
    }

    private static TableColumn[] Typed(TableColumn[] texts, string?[] first, bool isHeader)
    {
        var columns = new TableColumn[texts.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            var isNumeric = (texts[i].Categories.Count == 0 || IsNumeric(texts[i]))
                && (isHeader || first[i] is null || TableColumn.TryNumber(first[i]!, out _));
            columns[i] =
                new TableColumn(isHeader ? first[i] ?? "" : (i + 1).ToString(CultureInfo.InvariantCulture)) { IsNominal = !isNumeric };
            if (!isHeader)
            {
                columns[i].Add(first[i]);
            }
            for (var row = 0; row < texts[i].Count; row++)
            {
                var value = texts[i][row];
                columns[i].Add(double.IsNaN(value) ? null : texts[i].Categories[(int)value]);
            }
        }
        return columns;
    }
}
