using Personalization.Engine.Binary;

namespace Personalization.Actors.Wire;

/// <summary>The binary form of messages of the type <typeparamref name="T"/>, without boxing. Thread-safe.</summary>
/// <typeparam name="T">The message; for lists the interface, <see cref="IReadOnlyList{T}"/>.</typeparam>
public sealed class WireCodec<T> : WireCodec
    where T : notnull
{
    private readonly PartWriter<T> _write;
    private readonly PartReader<T> _read;

    internal WireCodec(WireType wireType, byte version, PartWriter<T> write, PartReader<T> read)
        : base(wireType, version, typeof(T))
    {
        _write = write;
        _read = read;
    }

    /// <summary>Appends <paramref name="message"/> to <paramref name="to"/>.</summary>
    public void Write(ByteWriter to, T message)
    {
        // A writer that an exception left half full is not returned.
        var writer = WireWriter.Rent();
        _write(writer, message);
        writer.Finish(to, Version);
        WireWriter.Return(writer);
    }

    /// <summary>Reads one message and moves <paramref name="from"/> behind it.</summary>
    /// <exception cref="FormatException">The bytes are no such message.</exception>
    public T Read(ref ByteReader from)
    {
        var reader = WireReader.Start(from.Block());
        return _read(ref reader);
    }

    /// <summary>Reads the one message that <paramref name="message"/> holds from its first byte to its last.</summary>
    /// <exception cref="FormatException">The bytes are no such message, or others follow it.</exception>
    public T Read(ReadOnlySpan<byte> message)
    {
        var reader = new ByteReader(message);
        var value = Read(ref reader);
        return reader.AtEnd ? value : throw Longer(reader.Offset, message.Length);
    }

    /// <inheritdoc/>
    public override void WriteObject(ByteWriter to, object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        Write(to, (T)message);
    }

    /// <inheritdoc/>
    public override object ReadObject(ref ByteReader from) => Read(ref from);
}
