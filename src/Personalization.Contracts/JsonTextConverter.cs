using System.Text.Json;
using System.Text.Json.Serialization;

namespace Personalization.Contracts;

/// <summary>Reads and writes <see cref="JsonText"/> as the JSON object it holds.</summary>
public sealed class JsonTextConverter : JsonConverter<JsonText>
{
    /// <inheritdoc/>
    public override JsonText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return default;
        }
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException($"A JSON object is expected, not {reader.TokenType}.");
        }
        using var document = JsonDocument.ParseValue(ref reader);
        return new JsonText(JsonSerializer.SerializeToUtf8Bytes(document.RootElement, ContractsJson.Default.JsonElement));
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, JsonText value, JsonSerializerOptions options)
    {
        if (value.IsEmpty)
        {
            writer.WriteNullValue();
            return;
        }
        writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
    }
}
