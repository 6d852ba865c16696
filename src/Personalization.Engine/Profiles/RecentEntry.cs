using Personalization.Engine.Binary;

namespace Personalization.Engine.Profiles;

/// <summary>One recent event in brief.</summary>
/// <param name="Kind">The event kind's code.</param>
/// <param name="Item">The item's handle, or -1 when none was concerned.</param>
/// <param name="Time">Event time in seconds since 1970.</param>
public readonly record struct RecentEntry(byte Kind, int Item, uint Time)
{
    /// <summary>Writes the entry with names.</summary>
    public void Write(ByteWriter writer, Vocabulary vocabulary)
    {
        vocabulary.WriteKind(writer, Kind);
        vocabulary.WriteItem(writer, Item);
        writer.UInt32(Time);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static RecentEntry Read(ref ByteReader reader, Vocabulary vocabulary) =>
        new(vocabulary.ReadKind(ref reader), vocabulary.ReadItem(ref reader), reader.UInt32());
}
