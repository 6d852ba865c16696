using System.Globalization;
using System.Text;
using System.Text.Json;
using Personalization.Contracts;

namespace Personalization.Engine.Events;

/// <summary>
/// Reads the value of one member: each method moves from the member's name to its value's end and returns the value, or
/// <see langword="null"/> for JSON null. A value of the wrong type sets the fault.
/// </summary>
public static class JsonMember
{
    private static readonly double EarliestMs = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly double LatestMs = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>An identifier: a string, or a number taken as its text.</summary>
    public static string? Id(ref Utf8JsonReader reader, string field, ref Fault? fault)
    {
        reader.Read();
        switch (reader.TokenType)
        {
            case JsonTokenType.String: return Text(ref reader, field, ref fault);
            case JsonTokenType.Number: return Encoding.UTF8.GetString(reader.ValueSpan);
            case JsonTokenType.Null: return null;
            default: return Wrong<string>(ref reader, field, "a string", ref fault);
        }
    }

    /// <summary>A string.</summary>
    public static string? String(ref Utf8JsonReader reader, string field, ref Fault? fault)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.String => Text(ref reader, field, ref fault),
            JsonTokenType.Null => null,
            _ => Wrong<string>(ref reader, field, "a string", ref fault),
        };
    }

    /// <summary>An often repeated name.</summary>
    public static string? Name(ref Utf8JsonReader reader, string field, NameCache names, ref Fault? fault)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.String => reader.ValueIsEscaped ? Text(ref reader, field, ref fault) : names.Get(reader.ValueSpan),
            JsonTokenType.Null => null,
            _ => Wrong<string>(ref reader, field, "a string", ref fault),
        };
    }

    /// <summary>A finite number.</summary>
    public static double? Number(ref Utf8JsonReader reader, string field, ref Fault? fault)
    {
        reader.Read();
        switch (reader.TokenType)
        {
            case JsonTokenType.Number:
                var number = reader.GetDouble();
                if (double.IsFinite(number))
                {
                    return number;
                }
                fault = new Fault(field, "is too large for a number");
                return null;
            case JsonTokenType.Null: return null;
            default: Wrong<string>(ref reader, field, "a number", ref fault); return null;
        }
    }

    /// <summary>
    /// A time: ISO 8601 text, in UTC unless it names an offset, or a number of seconds (below 10¹¹) or milliseconds since 1970.
    /// </summary>
    public static DateTimeOffset? Time(ref Utf8JsonReader reader, string field, ref Fault? fault)
    {
        reader.Read();
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                if (!reader.ValueIsEscaped && reader.TryGetDateTimeOffset(out var at))
                {
                    return at.Offset != TimeSpan.Zero && reader.TryGetDateTime(out var bare) && bare.Kind == DateTimeKind.Unspecified
                        ? new DateTimeOffset(bare, TimeSpan.Zero)
                        : at;
                }
                var text = Text(ref reader, field, ref fault);
                if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out at))
                {
                    return at;
                }
                fault ??= new Fault(
                    field, $"is '{(text!.Length <= 40 ? text : text[..40] + "…")}'; a time such as 2026-11-20T14:30:00Z is expected");
                return null;
            case JsonTokenType.Number:
                var number = reader.GetDouble();
                var milliseconds = Math.Abs(number) < 1e11 ? number * 1000 : number;
                if (milliseconds >= EarliestMs && milliseconds <= LatestMs)
                {
                    return DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds);
                }
                fault = new Fault(field, $"is {number}; seconds or milliseconds since 1970-01-01 are expected");
                return null;
            case JsonTokenType.Null: return null;
            default: Wrong<string>(ref reader, field, "a time", ref fault); return null;
        }
    }

    /// <summary>An object, kept as its text.</summary>
    public static JsonText Object(ReadOnlySpan<byte> json, ref Utf8JsonReader reader, string field, ref Fault? fault)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return default;
        }
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            Wrong<string>(ref reader, field, "an object", ref fault);
            return default;
        }
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        var text = json[start..(int)reader.BytesConsumed];
        return text.Length == 2 ? default : new JsonText(text.ToArray());
    }

    /// <summary>The name of a token's type for people.</summary>
    public static string Describe(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "object",
        JsonTokenType.StartArray => "array",
        JsonTokenType.String => "string",
        JsonTokenType.Number => "number",
        JsonTokenType.True or JsonTokenType.False => "boolean",
        _ => "null",
    };

    /// <summary>The string on which <paramref name="reader"/> stands, or <see langword="null"/> when it is no valid Unicode text.</summary>
    public static string? Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Text(ref Utf8JsonReader reader, string field, ref Fault? fault)
    {
        var text = Text(ref reader);
        fault = text is null ? JsonTextRules.NoText(field) : fault;
        return text;
    }

    private static T? Wrong<T>(ref Utf8JsonReader reader, string field, string expected, ref Fault? fault)
    {
        fault = new Fault(field, $"is a JSON {Describe(reader.TokenType)}; {expected} is expected");
        reader.Skip();
        return default;
    }
}
