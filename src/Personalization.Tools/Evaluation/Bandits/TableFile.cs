namespace Personalization.Tools.Evaluation.Bandits;

/// <summary>
/// Reads tables from files, by their ending: ARFF (<c>.arff</c>), or cells between separators (<c>.csv</c>, <c>.tsv</c>, <c>.data</c>).
/// </summary>
internal static class TableFile
{
    private static readonly string[] Endings = [".arff", ".csv", ".tsv", ".data"];

    /// <summary>The files of a folder that hold tables, by name.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder is not there.</exception>
    /// <exception cref="FileNotFoundException">It holds none.</exception>
    public static IReadOnlyList<string> Find(string folder)
    {
        if (File.Exists(folder))
        {
            return [folder];
        }
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"There is no folder '{folder}'.");
        }
        var files = Directory.EnumerateFiles(folder)
            .Where(static f => Endings.Contains(Path.GetExtension(f), StringComparer.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .ToArray();
        return files.Length > 0
            ? files
            : throw new FileNotFoundException($"The folder '{folder}' holds no table ({string.Join(", ", Endings)}).");
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="FormatException">The file is malformed; the message names the file, the line and the fault.</exception>
    public static IReadOnlyList<TableColumn> Read(string path)
    {
        var columns = string.Equals(Path.GetExtension(path), ".arff", StringComparison.OrdinalIgnoreCase)
            ? ArffTable.Read(path, File.ReadLines(path))
            : SeparatedTable.Read(path, File.ReadLines(path));
        return columns.Count > 0 && columns[0].Count > 0 ? columns : throw new FormatException($"{path}: there are no rows.");
    }

    /// <summary>A fault of a line.</summary>
    public static FormatException Fault(string path, int line, string what) => new($"{path}, line {line}: {what}.");
}
