using Personalization.Contracts;
using Personalization.Contracts.Events;
using Personalization.Engine.Binary;

namespace Personalization.Engine.Events;

/// <summary>
/// The binary form of an event in the log, version 2: a version byte; the header, which is the timestamp in milliseconds, the id and
/// the type; a byte that says how the payload is encoded, 0 for plain; the payload with its length, an integer of flags that says which
/// members follow and the members in the order of the flags. Later versions add members behind those of the payload, or parts behind
/// it; a reader takes what it knows and leaves the rest. Version 1, which had no payload apart from the header and no facts, is still
/// read.
/// </summary>
public static class EventCodec
{
    private const byte Version = 2;
    private const byte PlainPayload = 0;

    private static readonly long EarliestMs = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long LatestMs = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    // The first eight are those of version 1.
    [Flags]
    private enum Members : uint
    {
        User = 1, Session = 2, Item = 4, Channel = 8, Value = 16, Quantity = 32, Context = 64, Properties = 128, Facts = 256,
    }

    /// <summary>Appends <paramref name="e"/>, which has its id and timestamp, to <paramref name="writer"/>.</summary>
    public static void Write(ByteWriter writer, Event e)
    {
        writer.Byte(Version);
        writer.Signed(e.Timestamp!.Value.ToUnixTimeMilliseconds());
        writer.Text(e.EventId!);
        writer.Text(e.EventType);
        writer.Byte(PlainPayload);
        var expectedBytes = ExpectedPayloadBytes(e);
        var payload = writer.BeginBlock(expectedBytes);
        WritePayload(writer, e);
        writer.EndBlock(payload, expectedBytes);
    }

    /// <summary>Reads one event. Names and facts come from <paramref name="names"/>, so that equal ones share one object.</summary>
    /// <exception cref="FormatException">The bytes are no event, or its payload is encoded in a way that is not known here.</exception>
    public static Event Read(ReadOnlySpan<byte> data, NameCache names)
    {
        var reader = new ByteReader(data);
        var version = reader.Byte();
        if (version == 0)
        {
            throw new FormatException($"The event is written in version {version}; this engine reads version 1 and later ones.");
        }
        var flags = version == 1 ? (Members)reader.Byte() : 0;
        var (timestamp, eventId, eventType) = (Time(reader.Signed()), reader.Text(), names.Get(reader.Block()));
        if (version == 1)
        {
            return Read(timestamp, eventId, eventType, ref reader, flags, names);
        }
        var encoding = reader.Byte();
        if (encoding != PlainPayload)
        {
            throw new FormatException(
                $"The payload of the event is in encoding {encoding}; this engine reads encoding {PlainPayload}, plain.");
        }
        var payload = new ByteReader(reader.Block());
        var members = (Members)payload.Varint();
        return Read(timestamp, eventId, eventType, ref payload, members, names);
    }

    private static Event Read(
        DateTimeOffset timestamp, string eventId, string eventType, ref ByteReader payload, Members members, NameCache names) => new()
        {
            Timestamp = timestamp,
            EventId = eventId,
            EventType = eventType,
            UserId = members.HasFlag(Members.User) ? payload.Text() : null,
            SessionId = members.HasFlag(Members.Session) ? payload.Text() : null,
            ItemId = members.HasFlag(Members.Item) ? payload.Text() : null,
            Channel = members.HasFlag(Members.Channel) ? names.Get(payload.Block()) : null,
            Value = members.HasFlag(Members.Value) ? payload.Double() : null,
            Quantity = members.HasFlag(Members.Quantity) ? payload.Double() : null,
            Context = members.HasFlag(Members.Context) ? new JsonText(payload.Block().ToArray()) : default,
            Properties = members.HasFlag(Members.Properties) ? new JsonText(payload.Block().ToArray()) : default,
            Facts = members.HasFlag(Members.Facts) ? names.Facts(payload.Block()) : null,
        };

    private static int ExpectedPayloadBytes(Event e) =>
        (e.UserId?.Length ?? 0) + (e.SessionId?.Length ?? 0) + (e.ItemId?.Length ?? 0) + e.Context.Utf8.Length + e.Properties.Utf8.Length
        + (e.Facts is null ? 20 : 70);

    private static void WritePayload(ByteWriter writer, Event e)
    {
        var members =
            (e.UserId is null ? 0 : Members.User) | (e.SessionId is null ? 0 : Members.Session)
            | (e.ItemId is null ? 0 : Members.Item) | (e.Channel is null ? 0 : Members.Channel)
            | (e.Value is null ? 0 : Members.Value) | (e.Quantity is null ? 0 : Members.Quantity)
            | (e.Context.IsEmpty ? 0 : Members.Context) | (e.Properties.IsEmpty ? 0 : Members.Properties)
            | (e.Facts is null ? 0 : Members.Facts);
        writer.Varint((ulong)members);
        WriteText(writer, e.UserId);
        WriteText(writer, e.SessionId);
        WriteText(writer, e.ItemId);
        WriteText(writer, e.Channel);
        WriteNumber(writer, e.Value);
        WriteNumber(writer, e.Quantity);
        WriteBlock(writer, e.Context);
        WriteBlock(writer, e.Properties);
        if (e.Facts is { } facts)
        {
            writer.Block(FactsCodec.Bytes(facts));
        }
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
