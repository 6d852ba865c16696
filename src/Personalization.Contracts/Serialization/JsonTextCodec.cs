using System.Buffers;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Codecs;
using Orleans.Serialization.WireProtocol;

namespace Personalization.Contracts.Serialization;

/// <summary>Carries a <see cref="JsonText"/> between processes as the bytes that it holds. Thread-safe.</summary>
[RegisterSerializer]
[RegisterCopier]
public sealed class JsonTextCodec : IFieldCodec<JsonText>, IDeepCopier<JsonText>
{
    /// <inheritdoc/>
    public void WriteField<TBufferWriter>(ref Writer<TBufferWriter> writer, uint fieldIdDelta, Type? expectedType, JsonText value)
        where TBufferWriter : IBufferWriter<byte>
    {
        ReferenceCodec.MarkValueField(writer.Session);
        writer.WriteFieldHeader(fieldIdDelta, expectedType!, typeof(JsonText), WireType.LengthPrefixed);
        writer.WriteVarUInt32((uint)value.Utf8.Length);
        writer.Write(value.Utf8.Span);
    }

    /// <inheritdoc/>
    public JsonText ReadValue<TInput>(ref Reader<TInput> reader, Field field)
    {
        ReferenceCodec.MarkValueField(reader.Session);
        field.EnsureWireType(WireType.LengthPrefixed);
        var length = reader.ReadVarUInt32();
        return length == 0 ? default : new JsonText(reader.ReadBytes(length));
    }

    /// <summary>The text itself, since it never changes.</summary>
    public JsonText DeepCopy(JsonText input, CopyContext context) => input;
}
