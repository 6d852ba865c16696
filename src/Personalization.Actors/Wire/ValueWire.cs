using Personalization.Contracts;

namespace Personalization.Actors.Wire;

/// <summary>Plain values that calls take and give.</summary>
internal static class ValueWire
{
    public static WireCodec[] Codecs { get; } =
    [
        new WireCodec<IReadOnlyList<string>>(
            WireType.Texts, 1, static (writer, list) => writer.Texts(list), static (ref reader) => reader.Texts()),
        new WireCodec<IReadOnlyList<double>>(
            WireType.Numbers, 1, static (writer, list) => writer.Numbers(list), static (ref reader) => reader.Numbers()),
        new WireCodec<JsonText>(
            WireType.JsonText, 1, static (writer, text) => writer.Bytes.Block(text.Utf8.Span), static (ref reader) => reader.Json()),
    ];
}
