using System.Text.Json;

namespace Personalization.Tools.Import;

/// <summary>A JSON object as a row; a dot in a column's name goes into nested objects.</summary>
internal sealed class JsonRow(JsonElement root, long line, string text) : IImportRow
{
    /// <inheritdoc/>
    public long Line => line;

    /// <inheritdoc/>
    public string Text => text;

    /// <inheritdoc/>
    public IEnumerable<string> Columns => root.EnumerateObject().Select(static member => member.Name);

    /// <inheritdoc/>
    public string? Value(string column) => Find(column) is { } found ? AsText(found) : null;

    /// <inheritdoc/>
    public IReadOnlyList<string> List(string column) => Find(column) switch
    {
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(AsText).OfType<string>()],
        { } single when AsText(single) is { } value => [value],
        _ => [],
    };

    /// <inheritdoc/>
    public void Write(string column, Utf8JsonWriter json)
    {
        if (Find(column) is { } found)
        {
            found.WriteTo(json);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    private JsonElement? Find(string column)
    {
        if (root.TryGetProperty(column, out var found))
        {
            return found;
        }
        found = root;
        foreach (var name in column.Split('.'))
        {
            if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(name, out found))
            {
                return null;
            }
        }
        return found;
    }

    private static string? AsText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String => value.GetString() is { Length: > 0 } text ? text : null,
        _ => value.GetRawText(),
    };
}
