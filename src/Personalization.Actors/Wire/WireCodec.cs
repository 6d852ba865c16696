using Personalization.Engine.Binary;

namespace Personalization.Actors.Wire;

/// <summary>
/// The binary form of one message. A message is its length; a version byte; the names that its parts refer to, each once; its members. Members are only
/// ever added, behind all others, with a higher version: a reader takes the members that it knows, finds those that an older writer lacked absent, and leaves
/// what a newer writer added. Thread-safe.
/// </summary>
public abstract class WireCodec
{
    private protected WireCodec(WireType wireType, byte version, Type type)
    {
        Id = (int)wireType;
        Version = version;
        Type = type;
    }

    /// <summary>The message's number on the wire (see <see cref="WireType"/>), 1 to <see cref="WireCodecs.MaxId"/>.</summary>
    public int Id { get; }

    /// <summary>The version that is written, 1 or more. Every version from 1 on is read.</summary>
    public byte Version { get; }

    /// <summary>The message's type; for lists the interface, <see cref="IReadOnlyList{T}"/>.</summary>
    public Type Type { get; }

    /// <summary>Appends <paramref name="message"/> to <paramref name="to"/>.</summary>
    /// <exception cref="InvalidCastException">It is not of the type <see cref="Type"/>.</exception>
    /// <exception cref="ArgumentNullException">It is <see langword="null"/>.</exception>
    public abstract void WriteObject(ByteWriter to, object message);

    /// <summary>Reads one message and moves <paramref name="from"/> behind it. Lists are read as arrays.</summary>
    /// <exception cref="FormatException">The bytes are no such message.</exception>
    public abstract object ReadObject(ref ByteReader from);

    /// <summary>Reads the one message that <paramref name="message"/> holds from its first byte to its last.</summary>
    /// <exception cref="FormatException">The bytes are no such message, or others follow it.</exception>
    public object ReadObject(ReadOnlySpan<byte> message)
    {
        var reader = new ByteReader(message);
        var value = ReadObject(ref reader);
        return reader.AtEnd ? value : throw Longer(reader.Offset, message.Length);
    }

    private protected FormatException Longer(int read, int length) => new($"The message of type {(WireType)Id} takes {read} of {length} bytes.");
}
