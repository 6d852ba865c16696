using System.Text.Json;

namespace Personalization.Tools.Import;

/// <summary>A row of delimited text. It follows the reader: valid until the reader goes on.</summary>
internal sealed class CsvRow(CsvReader reader, IReadOnlyList<string> header) : IImportRow
{
    private static readonly char[] s_listDelimiters = ['|', ';', ','];

    private readonly Dictionary<string, int> _places =
        header.Select(static (name, place) => (name, place))
            .DistinctBy(static pair => pair.name)
            .ToDictionary(static pair => pair.name, static pair => pair.place);

    /// <inheritdoc/>
    public long Line => reader.Line;

    /// <inheritdoc/>
    public string Text => string.Join(',', reader.Fields);

    /// <inheritdoc/>
    public IEnumerable<string> Columns => header;

    /// <inheritdoc/>
    public string? Value(string column) =>
        _places.TryGetValue(column, out var place) && reader.Fields[place] is { Length: > 0 } value ? value : null;

    /// <inheritdoc/>
    public IReadOnlyList<string> List(string column)
    {
        if (Value(column) is not { } value)
        {
            return [];
        }
        // The first kind of delimiter that occurs is the one meant; the others may be part of an entry.
        var delimiter = s_listDelimiters.FirstOrDefault(value.Contains, '|');
        return value.Split(delimiter, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    /// <inheritdoc/>
    public void Write(string column, Utf8JsonWriter json) => json.WriteStringValue(Value(column));
}
