using System.Text.Json;

namespace Personalization.Tools.Import;

/// <summary>Reads files that hold one JSON object a line.</summary>
internal static class JsonLines
{
    /// <summary>Reads a file line by line. Empty lines are skipped; a line that is no JSON object gives a fault.</summary>
    /// <param name="files">The files of the source.</param>
    /// <param name="path">The one of them to read.</param>
    /// <param name="records">Turns an object, its line and its text into records. The object is valid only until it returns.</param>
    public static IEnumerable<ImportRecord> Read(
        SourceFiles files, string path, Func<JsonElement, long, string, IReadOnlyList<ImportRecord>> records)
    {
        foreach (var reader in files.Open(path))
        {
            var line = 0L;
            while (reader.ReadLine() is { } text)
            {
                line++;
                if (string.IsNullOrWhiteSpace(text))
                {
                    continue;
                }
                foreach (var record in Read(text, line, Path.GetFileName(path), records))
                {
                    yield return record;
                }
            }
        }
    }

    private static IReadOnlyList<ImportRecord> Read(
        string text, long line, string file, Func<JsonElement, long, string, IReadOnlyList<ImportRecord>> records)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? records(document.RootElement, line, text)
                : [Fault($"The line is a JSON {document.RootElement.ValueKind}, not an object.")];
        }
        catch (JsonException broken)
        {
            return [Fault($"The line is no JSON: {broken.Message}")];
        }

        ImportRecord Fault(string fault) => new(new ImportFault(line, null, fault, ImportFault.Shorten(text), file));
    }
}
