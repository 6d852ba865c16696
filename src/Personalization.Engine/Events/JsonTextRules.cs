using System.Globalization;
using System.Text.Unicode;
using Personalization.Contracts;

namespace Personalization.Engine.Events;

/// <summary>
/// What makes an open-ended object acceptable: it is stored as it came, so it must be text that everybody can read again. Pure;
/// thread-safe.
/// </summary>
public static class JsonTextRules
{
    /// <summary>The fault of a <paramref name="field"/> whose text cannot be read.</summary>
    public static Fault NoText(string field) => new(field, "contains bytes or escapes that are no valid Unicode text");

    /// <summary>
    /// The fault of <paramref name="json"/> as the value of <paramref name="field"/>, or <see langword="null"/> when it is fine.
    /// </summary>
    /// <param name="field">Its name.</param>
    /// <param name="json">The object.</param>
    /// <param name="mostBytes">The largest size, in bytes.</param>
    public static Fault? Check(string field, JsonText json, int mostBytes)
    {
        var text = json.Utf8.Span;
        if (text.Length > mostBytes)
        {
            return new Fault(field, $"has {text.Length} bytes of JSON; at most {mostBytes} are allowed");
        }
        return Utf8.IsValid(text) && !HasHalfPair(text) ? null : NoText(field);
    }

    /// <summary>Whether an escape stands for one half of a surrogate pair without the other.</summary>
    private static bool HasHalfPair(ReadOnlySpan<byte> text)
    {
        for (int at; (at = text.IndexOf((byte)'\\')) >= 0;)
        {
            text = text[at..];
            var unit = Unit(text);
            if (unit is < 0xD800 or > 0xDFFF)
            {
                text = text[2..];
                continue;
            }
            if (unit >= 0xDC00 || Unit(text[6..]) is < 0xDC00 or > 0xDFFF)
            {
                return true;
            }
            text = text[12..];
        }
        return false;
    }

    /// <summary>The UTF-16 unit of the escape at the text's beginning; 0 when there is none.</summary>
    private static int Unit(ReadOnlySpan<byte> text) =>
        text.Length >= 6
            && text.StartsWith("\\u"u8)
            && int.TryParse(text[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? unit
            : 0;
}
