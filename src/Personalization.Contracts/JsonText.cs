using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Personalization.Contracts;

/// <summary>
/// A JSON object carried as the UTF-8 text in which it arrived: open-ended data (an event's properties, an item's attributes)
/// passes through without being rebuilt. Immutable and safe to share between threads.
/// </summary>
[JsonConverter(typeof(JsonTextConverter))]
public readonly struct JsonText(ReadOnlyMemory<byte> utf8) : IEquatable<JsonText>
{
    /// <summary>The UTF-8 text of one JSON object; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; } = utf8;

    /// <summary>Whether there is no object at all.</summary>
    public bool IsEmpty => Utf8.IsEmpty;

    /// <summary>Wraps <paramref name="json"/>, which must be the text of one JSON object.</summary>
    public static JsonText Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"A JSON object is expected, but the text is a JSON {document.RootElement.ValueKind}.");
        }
        return new JsonText(Encoding.UTF8.GetBytes(json));
    }

    /// <summary>
    /// The string value of the top-level member <paramref name="name"/>, or <see langword="null"/> when it is absent or no string.
    /// </summary>
    public string? GetString(ReadOnlySpan<byte> name)
    {
        if (IsEmpty)
        {
            return null;
        }
        var reader = new Utf8JsonReader(Utf8.Span);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(name);
            reader.Read();
            if (found)
            {
                return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            }
            reader.Skip();
        }
        return null;
    }

    /// <inheritdoc/>
    public bool Equals(JsonText other) => Utf8.Span.SequenceEqual(other.Utf8.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is JsonText other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Utf8.Span);
        return hash.ToHashCode();
    }

    /// <summary>The JSON text.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Utf8.Span);

    /// <summary>Whether both hold the same text.</summary>
    public static bool operator ==(JsonText left, JsonText right) => left.Equals(right);

    /// <summary>Whether the texts differ.</summary>
    public static bool operator !=(JsonText left, JsonText right) => !left.Equals(right);
}
