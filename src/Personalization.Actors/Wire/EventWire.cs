using Personalization.Contracts.Events;
using Personalization.Engine.Events;

namespace Personalization.Actors.Wire;

/// <summary>
/// Events: in the log's form, with a length, behind bits for what only an event that was not logged yet lacks. As in the log, times are kept to the
/// millisecond and without their offset from UTC. Later members of events are added in <see cref="EventCodec"/>.
/// </summary>
internal static class EventWire
{
    [Flags]
    private enum Absent : byte
    {
        EventId = 1, Timestamp = 2,
    }

    public static WireCodec[] Codecs { get; } =
    [
        new WireCodec<Event>(WireType.Event, 1, WriteEvent, ReadEvent),
        new WireCodec<IReadOnlyList<Event>>(
            WireType.Events, 1, static (writer, list) => writer.Parts(list, WriteEvent), static (ref reader) => reader.Parts(ReadEvent)),
        new WireCodec<LoggedEvent>(WireType.LoggedEvent, 1, WriteLogged, ReadLogged),
        new WireCodec<IReadOnlyList<LoggedEvent>>(
            WireType.LoggedEvents, 1, static (writer, list) => writer.Parts(list, WriteLogged), static (ref reader) => reader.Parts(ReadLogged)),
        new WireCodec<PublishResult>(WireType.PublishResult, 1, WriteResult, ReadResult),
    ];

    private static void WriteEvent(WireWriter writer, Event e)
    {
        var absent = (e.EventId is null ? Absent.EventId : 0) | (e.Timestamp is null ? Absent.Timestamp : 0);
        writer.Presence((uint)absent);
        var block = writer.Bytes.BeginBlock();
        EventCodec.Write(
            writer.Bytes, absent == 0 ? e : e with { EventId = e.EventId ?? "", Timestamp = e.Timestamp ?? DateTimeOffset.UnixEpoch });
        writer.Bytes.EndBlock(block);
    }

    private static Event ReadEvent(ref WireReader reader)
    {
        var absent = (Absent)reader.Presence();
        var e = EventCodec.Read(reader.Bytes.Block(), WireReader.SharedNames);
        return (absent & (Absent.EventId | Absent.Timestamp)) == 0 ? e : e with
        {
            EventId = absent.HasFlag(Absent.EventId) ? null : e.EventId,
            Timestamp = absent.HasFlag(Absent.Timestamp) ? null : e.Timestamp,
        };
    }

    public static void WriteLogged(WireWriter writer, LoggedEvent logged)
    {
        writer.Whole(logged.Position);
        writer.Whole(logged.Partition);
        WriteEvent(writer, logged.Event);
    }

    public static LoggedEvent ReadLogged(ref WireReader reader)
    {
        var (position, partition) = (reader.Whole(), reader.Int32());
        return new LoggedEvent(position, ReadEvent(ref reader), partition);
    }

    private static void WriteResult(WireWriter writer, PublishResult result)
    {
        writer.Whole(result.Appended);
        writer.Whole(result.Duplicates);
        writer.Whole(result.LastPosition);
    }

    private static PublishResult ReadResult(ref WireReader reader) => new(reader.Int32(), reader.Int32(), reader.Whole());
}
