using System.Text;
using Personalization.Contracts;
using Personalization.Engine.Binary;
using Personalization.Engine.Events;

namespace Personalization.Actors.Wire;

/// <summary>Reads the members of one message, or of one part of it. Whatever cannot have been written leads to a <see cref="FormatException"/>.</summary>
internal ref struct WireReader
{
    // Names this short are mostly codes, the same ones in every message.
    private const int MostSharedBytes = 24;

    private readonly ReadOnlySpan<string> _names;

    private WireReader(ByteReader bytes, ReadOnlySpan<string> names)
    {
        Bytes = bytes;
        _names = names;
    }

    /// <summary>Often repeated names, such as codes and event types.</summary>
    public static NameCache SharedNames { get; } = new();

    /// <summary>The members; a field, since reading moves it.</summary>
    public ByteReader Bytes;

    /// <summary>Whether the writer wrote no more members.</summary>
    public readonly bool AtEnd => Bytes.AtEnd;

    /// <summary>Begins to read a message, its length aside.</summary>
    public static WireReader Start(ReadOnlySpan<byte> message)
    {
        var bytes = new ByteReader(message);
        if (bytes.Byte() == 0)
        {
            throw new FormatException("The message is written in version 0; versions from 1 on are read.");
        }
        var count = bytes.Count(1);
        if (count == 0)
        {
            return new WireReader(bytes, default);
        }
        var names = new string[count];
        for (var i = 0; i < count; i++)
        {
            var name = bytes.Block();
            names[i] = name.Length <= MostSharedBytes ? SharedNames.Get(name) : Encoding.UTF8.GetString(name);
        }
        return new WireReader(bytes, names);
    }

    public uint Presence() => (uint)Bytes.Varint();

    public long Whole() => Bytes.Signed();

    public int Int32()
    {
        var value = Bytes.Signed();
        return (int)value == value ? (int)value : throw new FormatException($"The number {value} before byte {Bytes.Offset} does not fit 32 bits.");
    }

    public double Number() => Bytes.Double();

    public string Text() => Bytes.Text();

    public string? NameOrNull()
    {
        var name = Bytes.Varint();
        if (name < 2)
        {
            return name == 0 ? null : Bytes.Text();
        }
        return name - 2 < (ulong)_names.Length
            ? _names[(int)(name - 2)]
            : throw new FormatException($"Name {name - 2} is referred to before byte {Bytes.Offset}; the message has {_names.Length}.");
    }

    public string Name() => NameOrNull() ?? throw new FormatException($"A name is missing before byte {Bytes.Offset}.");

    public DateTimeOffset Time() => WireTime.Read(ref Bytes);

    public JsonText Json()
    {
        var text = Bytes.Block();
        return text.IsEmpty ? default : new JsonText(text.ToArray());
    }

    public T Part<T>(PartReader<T> read)
    {
        var part = new WireReader(new ByteReader(Bytes.Block()), _names);
        return read(ref part);
    }

    public T[] Parts<T>(PartReader<T> read)
    {
        var count = Bytes.Count(1);
        if (count == 0)
        {
            return [];
        }
        var list = new T[count];
        for (var i = 0; i < list.Length; i++)
        {
            list[i] = Part(read);
        }
        return list;
    }

    public string[] Texts()
    {
        var count = Bytes.Count(1);
        var list = count == 0 ? [] : new string[count];
        for (var i = 0; i < list.Length; i++)
        {
            list[i] = Bytes.Text();
        }
        return list;
    }

    public string[] Names()
    {
        var count = Bytes.Count(1);
        var list = count == 0 ? [] : new string[count];
        for (var i = 0; i < list.Length; i++)
        {
            list[i] = Name();
        }
        return list;
    }

    public double[] Numbers()
    {
        var count = Bytes.Count(sizeof(double));
        var list = count == 0 ? [] : new double[count];
        for (var i = 0; i < list.Length; i++)
        {
            list[i] = Bytes.Double();
        }
        return list;
    }
}
