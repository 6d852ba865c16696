using Personalization.Contracts;
using Personalization.Contracts.Events;
using Personalization.Engine.Binary;

namespace Personalization.Engine.Events;

/// <summary>
/// The binary form of an event in the log, version 1: a version byte, a byte of flags that says which members follow, the timestamp in
/// milliseconds, then the members in the order of the flags. Later versions add members behind these; a reader of version 1 reads its own members and
/// leaves those, so that nodes of two releases can share a log.
/// </summary>
public static class EventCodec
{
    private const byte Version = 1;

    private static readonly long EarliestMs = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long LatestMs = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    [Flags]
    private enum Members : ushort
    {
        User = 1, Session = 2, Item = 4, Channel = 8, Value = 16, Quantity = 32, Context = 64, Properties = 128,
    }

    /// <summary>Appends <paramref name="e"/>, which has its id and timestamp, to <paramref name="writer"/>.</summary>
    public static void Write(ByteWriter writer, Event e)
    {
        var members =
            (e.UserId is null ? 0 : Members.User) | (e.SessionId is null ? 0 : Members.Session) | (e.ItemId is null ? 0 : Members.Item)
            | (e.Channel is null ? 0 : Members.Channel) | (e.Value is null ? 0 : Members.Value) | (e.Quantity is null ? 0 : Members.Quantity)
            | (e.Context.IsEmpty ? 0 : Members.Context) | (e.Properties.IsEmpty ? 0 : Members.Properties);
        writer.Byte(Version);
        writer.Byte((byte)members);
        writer.Signed(e.Timestamp!.Value.ToUnixTimeMilliseconds());
        writer.Text(e.EventId!);
        writer.Text(e.EventType);
        WriteText(writer, e.UserId);
        WriteText(writer, e.SessionId);
        WriteText(writer, e.ItemId);
        WriteText(writer, e.Channel);
        WriteNumber(writer, e.Value);
        WriteNumber(writer, e.Quantity);
        WriteBlock(writer, e.Context);
        WriteBlock(writer, e.Properties);
    }

    /// <summary>Reads one event. Type and channel names come from <paramref name="names"/>, so that equal names share one string.</summary>
    /// <exception cref="FormatException">The bytes are no event.</exception>
    public static Event Read(ReadOnlySpan<byte> data, NameCache names)
    {
        var reader = new ByteReader(data);
        var version = reader.Byte();
        if (version < Version)
        {
            throw new FormatException($"The event is written in version {version}; this engine reads version {Version} and later ones.");
        }
        var members = (Members)reader.Byte();
        var timestamp = Time(reader.Signed());
        return new Event
        {
            Timestamp = timestamp,
            EventId = reader.Text(),
            EventType = names.Get(reader.Block()),
            UserId = members.HasFlag(Members.User) ? reader.Text() : null,
            SessionId = members.HasFlag(Members.Session) ? reader.Text() : null,
            ItemId = members.HasFlag(Members.Item) ? reader.Text() : null,
            Channel = members.HasFlag(Members.Channel) ? names.Get(reader.Block()) : null,
            Value = members.HasFlag(Members.Value) ? reader.Double() : null,
            Quantity = members.HasFlag(Members.Quantity) ? reader.Double() : null,
            Context = members.HasFlag(Members.Context) ? new JsonText(reader.Block().ToArray()) : default,
            Properties = members.HasFlag(Members.Properties) ? new JsonText(reader.Block().ToArray()) : default,
        };
    }

    private static DateTimeOffset Time(long milliseconds) =>
        milliseconds >= EarliestMs && milliseconds <= LatestMs
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : throw new FormatException($"The event's time, {milliseconds} ms since 1970, is in none of the years 1 to 9999.");

    private static void WriteText(ByteWriter writer, string? text)
    {
        if (text is not null)
        {
            writer.Text(text);
        }
    }

    private static void WriteNumber(ByteWriter writer, double? number)
    {
        if (number is { } x)
        {
            writer.Double(x);
        }
    }

    private static void WriteBlock(ByteWriter writer, JsonText json)
    {
        if (!json.IsEmpty)
        {
            writer.Block(json.Utf8.Span);
        }
    }
}
