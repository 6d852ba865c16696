using System.Text.Json;
using Personalization.Contracts;
using Personalization.Engine.Binary;

namespace Personalization.Engine.Events;

/// <summary>Members that an envelope does not know, gathered as raw text to be kept in its open-ended object. Not thread-safe.</summary>
public sealed class ExtraMembers
{
    private readonly ByteWriter _text = new(128);

    /// <summary>Takes the member on whose name <paramref name="reader"/> stands, and moves to the end of its value.</summary>
    public void Add(ReadOnlySpan<byte> json, ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Read();
        reader.Skip();
        _text.Raw(_text.Length == 0 ? "{"u8 : ","u8);
        _text.Raw(json[start..(int)reader.BytesConsumed]);
    }

    /// <summary>
    /// The gathered members followed by those of <paramref name="own"/>, as one object; a name in both is meant as in
    /// <paramref name="own"/>.
    /// </summary>
    public JsonText MergeInto(JsonText own)
    {
        var inner = own.IsEmpty ? default : own.Utf8.Span[1..^1].Trim(" \t\r\n"u8);
        if (!inner.IsEmpty)
        {
            _text.Raw(","u8);
            _text.Raw(inner);
        }
        _text.Raw("}"u8);
        return new JsonText(_text.ToArray());
    }
}
