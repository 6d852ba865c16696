using System.Buffers;
using Orleans.Serialization;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Codecs;
using Orleans.Serialization.Serializers;
using Orleans.Serialization.WireProtocol;
using Personalization.Actors.Wire;
using Personalization.Engine.Binary;

namespace Personalization.Grains.Wire;

/// <summary>
/// Carries the engine's messages between silos in their own binary form (see <see cref="WireCodecs"/>), and hands them over uncopied within a silo, since they are immutable.
/// On the wire a message is its number and its bytes.
/// </summary>
internal sealed class WireMessageCodec : IGeneralizedCodec, IGeneralizedCopier, ITypeFilter
{
    [ThreadStatic]
    private static ByteWriter? t_writer;

    public bool IsSupportedType(Type type) => type == typeof(WireMessageCodec) || WireCodecs.Knows(type);

    public bool? IsTypeAllowed(Type type) => IsSupportedType(type) ? true : null;

    public object? DeepCopy(object? input, CopyContext context) => input;

    public void WriteField<TBufferWriter>(ref Writer<TBufferWriter> writer, uint fieldIdDelta, Type? expectedType, object? value)
        where TBufferWriter : IBufferWriter<byte>
    {
        if (ReferenceCodec.TryWriteReferenceField(ref writer, fieldIdDelta, expectedType!, value))
        {
            return;
        }
        var codec = WireCodecs.For(value!.GetType()) ?? throw new NotSupportedException($"{value.GetType()} is no message of the engine.");
        var bytes = t_writer ??= new ByteWriter(4096);
        bytes.Clear();
        codec.WriteObject(bytes, value);
        writer.WriteFieldHeader(fieldIdDelta, expectedType!, typeof(WireMessageCodec), Orleans.Serialization.WireProtocol.WireType.LengthPrefixed);
        writer.WriteVarUInt32((uint)bytes.Length + 1);
        writer.WriteByte((byte)codec.Id);
        writer.Write(bytes.Written);
    }

    public object? ReadValue<TInput>(ref Reader<TInput> reader, Field field)
    {
        if (field.IsReference)
        {
            return ReferenceCodec.ReadReference(ref reader, field.FieldType!);
        }
        field.EnsureWireType(Orleans.Serialization.WireProtocol.WireType.LengthPrefixed);
        var placeholder = ReferenceCodec.CreateRecordPlaceholder(reader.Session);
        var length = (int)reader.ReadVarUInt32() - 1;
        var id = reader.ReadByte();
        var codec = WireCodecs.Find(id) ?? throw new NotSupportedException($"The message has the number {id}, which this release does not know.");
        var bytes = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            reader.ReadBytes(bytes.AsSpan(0, length));
            var value = codec.ReadObject(bytes.AsSpan(0, length));
            ReferenceCodec.RecordObject(reader.Session, value, placeholder);
            return value;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
