using Personalization.Contracts;
using Personalization.Engine.Binary;

namespace Personalization.Actors.Wire;

/// <summary>Writes the members of one message after the other, and gathers the names in it. Kept per thread; not thread-safe.</summary>
internal sealed class WireWriter
{
    private const int MostKeptBytes = 256 * 1024;

    [ThreadStatic]
    private static WireWriter? _free;

    private readonly WireNames _names = new();

    /// <summary>The members so far.</summary>
    public ByteWriter Bytes { get; } = new(4096);

    public static WireWriter Rent()
    {
        var writer = _free ?? new WireWriter();
        _free = null;
        return writer;
    }

    public static void Return(WireWriter writer)
    {
        if (writer.Bytes.Length <= MostKeptBytes)
        {
            writer.Bytes.Clear();
            writer._names.Clear();
            _free = writer;
        }
    }

    /// <summary>Appends the whole message to <paramref name="to"/>.</summary>
    public void Finish(ByteWriter to, byte version)
    {
        var message = to.BeginBlock();
        to.Byte(version);
        to.Varint((ulong)_names.Count);
        to.Raw(_names.Written);
        to.Raw(Bytes.Written);
        to.EndBlock(message);
    }

    /// <summary>Writes which of the members that may be absent follow, a bit each.</summary>
    public void Presence(uint members) => Bytes.Varint(members);

    public void Whole(long value) => Bytes.Signed(value);

    public void Number(double value) => Bytes.Double(value);

    public void Text(string value) => Bytes.Text(value);

    /// <summary>Writes a text that a message may hold more than once, or none: 0 for none, 1 and the text, or 2 and more for the names noted.</summary>
    public void Name(string? value)
    {
        if (value is null)
        {
            Bytes.Byte(0);
            return;
        }
        var name = _names.Find(value);
        if (name < 0)
        {
            Bytes.Byte(1);
            Bytes.Text(value);
            return;
        }
        Bytes.Varint((ulong)name + 2);
    }

    /// <summary>Writes a text unless it is absent, which <see cref="Presence"/> says.</summary>
    public void TextIfAny(string? value)
    {
        if (value is not null)
        {
            Bytes.Text(value);
        }
    }

    /// <summary>Writes an object unless it is absent, which <see cref="Presence"/> says.</summary>
    public void JsonIfAny(JsonText value)
    {
        if (!value.IsEmpty)
        {
            Bytes.Block(value.Utf8.Span);
        }
    }

    public void Time(DateTimeOffset value) => WireTime.Write(Bytes, value);

    /// <summary>Writes a part with its length, so that its members may become more.</summary>
    public void Part<T>(T value, PartWriter<T> write)
    {
        var part = Bytes.BeginBlock();
        write(this, value);
        Bytes.EndBlock(part);
    }

    public void Parts<T>(IReadOnlyList<T> list, PartWriter<T> write)
    {
        Bytes.Varint((ulong)list.Count);
        if (list is T[] array)
        {
            foreach (var value in array)
            {
                Part(value, write);
            }
            return;
        }
        for (var i = 0; i < list.Count; i++)
        {
            Part(list[i], write);
        }
    }

    public void Texts(IReadOnlyList<string> list)
    {
        Bytes.Varint((ulong)list.Count);
        for (var i = 0; i < list.Count; i++)
        {
            Bytes.Text(list[i]);
        }
    }

    public void Names(IReadOnlyList<string> list)
    {
        Bytes.Varint((ulong)list.Count);
        for (var i = 0; i < list.Count; i++)
        {
            Name(list[i]);
        }
    }

    public void Numbers(IReadOnlyList<double> list)
    {
        Bytes.Varint((ulong)list.Count);
        for (var i = 0; i < list.Count; i++)
        {
            Bytes.Double(list[i]);
        }
    }
}
