using Personalization.Engine.Binary;
using Personalization.Engine.Catalog;
using Personalization.Engine.Events;

namespace Personalization.Engine;

/// <summary>
/// The names that states are made of and the dense numbers that stand for them in this process: event kinds, items, attributes. States
/// are written with names, so they can be read by any other process. Thread-safe.
/// </summary>
public sealed class Vocabulary
{
    /// <summary>The event kinds.</summary>
    public EventKinds Kinds { get; } = new();

    /// <summary>The items ever named, in the catalogue or by an event.</summary>
    public NameTable Items { get; } = new();

    /// <summary>The attribute values ever named.</summary>
    public AttributeTable Attributes { get; } = new();

    /// <summary>Writes an item by name; -1 as the empty name.</summary>
    public void WriteItem(ByteWriter writer, int item) => writer.Text(item < 0 ? "" : Items[item]);

    /// <summary>Reads an item.</summary>
    public int ReadItem(ref ByteReader reader)
    {
        var name = reader.Text();
        return name.Length == 0 ? -1 : Items.Intern(name);
    }

    /// <summary>Writes an event kind by name.</summary>
    public void WriteKind(ByteWriter writer, byte kind) => writer.Text(Kinds[kind].Name);

    /// <summary>Reads an event kind.</summary>
    public byte ReadKind(ref ByteReader reader) => Kinds.Intern(reader.Text()).Code;

    /// <summary>Writes an attribute by dimension and name.</summary>
    public void WriteAttribute(ByteWriter writer, int attribute)
    {
        var (dimension, value) = Attributes[attribute];
        writer.Byte((byte)dimension);
        writer.Text(value);
    }

    /// <summary>Reads an attribute.</summary>
    public int ReadAttribute(ref ByteReader reader)
    {
        var dimension = (AttributeDimension)reader.Byte();
        return Attributes.Intern(dimension, reader.Text());
    }
}
