using Personalization.Engine.Binary;

namespace Personalization.Engine.Onnx;

/// <summary>Writes the wire form of protocol buffers: varints, and blocks with their length. Not thread-safe.</summary>
internal sealed class ProtoWriter
{
    private readonly ByteWriter _bytes = new();

    public byte[] ToArray() => _bytes.ToArray();

    public void Number(int field, long value)
    {
        _bytes.Varint((ulong)(field << 3));
        _bytes.Varint((ulong)value);
    }

    public void Text(int field, string value)
    {
        Key(field);
        _bytes.Text(value);
    }

    public void Message(int field, Action<ProtoWriter> write)
    {
        Key(field);
        var begin = _bytes.BeginBlock();
        write(this);
        _bytes.EndBlock(begin);
    }

    public void Block(int field, ReadOnlySpan<byte> value)
    {
        Key(field);
        _bytes.Block(value);
    }

    // Of what has a length.
    private void Key(int field) => _bytes.Varint((ulong)((field << 3) | 2));
}
