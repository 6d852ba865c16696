using System.Text.Json;

namespace Personalization.Tools.Import;

/// <summary>One row of a table or one JSON object, whose values are found by name.</summary>
internal interface IImportRow
{
    /// <summary>The line at which it begins, from 1.</summary>
    long Line { get; }

    /// <summary>The row as text, for messages.</summary>
    string Text { get; }

    /// <summary>The names of its columns.</summary>
    IEnumerable<string> Columns { get; }

    /// <summary>The value of a column as text; <see langword="null"/> when it is absent or empty.</summary>
    string? Value(string column);

    /// <summary>The entries of a column that holds a list.</summary>
    IReadOnlyList<string> List(string column);

    /// <summary>Writes the value of a column that is present.</summary>
    void Write(string column, Utf8JsonWriter json);
}
