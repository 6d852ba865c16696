using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;
using Personalization.Engine.Binary;
using Personalization.Engine.Catalog;
using Personalization.Engine.Events;
using Personalization.Engine.Features;
using Personalization.Engine.Sessions;

namespace Personalization.Engine.Profiles;

/// <summary>
/// What someone did, as live state: recent events, windowed counters, affinities and the current visit. The common part of a person and
/// of an anonymous visit. About a kilobyte. Not thread-safe.
/// </summary>
public class BehaviorState
{
    private RecentIds _ids;
    private RecentEvents _recent;
    private WindowedCounters _counters;
    private DecayedScores _affinities;
    private SessionTracker _session;

    /// <summary>
    /// Log position of the last applied event; -1 before the first. When the log has parts, of the part that the first event came from.
    /// </summary>
    public long Position { get; private set; } = -1;

    /// <summary>
    /// A number that grows with every event, whatever part of the log it is from; equal to <see cref="Position"/> where there is one part.
    /// </summary>
    public virtual long Progress => Position;

    /// <summary>Time of the first event, in seconds since 1970.</summary>
    public uint FirstSeen { get; private set; }

    /// <summary>Time of the newest event.</summary>
    public uint LastSeen => _counters.Newest;

    /// <summary>Events applied since ever.</summary>
    public int EventCount { get; private set; }

    /// <summary>The latest events.</summary>
    public ref readonly RecentEvents Recent => ref _recent;

    /// <summary>Counts and sums by kind and window.</summary>
    public ref readonly WindowedCounters Counters => ref _counters;

    /// <summary>Tastes by attribute.</summary>
    public ref readonly DecayedScores Affinities => ref _affinities;

    /// <summary>The current or latest visit.</summary>
    public ref readonly SessionTracker Session => ref _session;

    /// <summary>
    /// Applies one event. An admitted one carries the facts of its item, so that nothing else than the event and the options matters.
    /// </summary>
    /// <returns>Whether it changed the state: not when its position or id was applied before.</returns>
    public bool Apply(in LoggedEvent logged, StateContext context)
    {
        var e = logged.Event;
        if (!Advance(logged))
        {
            return false;
        }
        if (e.EventType == EventTypes.Visit)
        {
            OnMoved(e);
            return true;
        }
        if (!_ids.Add(context.IdHash.Of(e.EventId)))
        {
            return false;
        }
        var kind = context.Vocabulary.Kinds.Intern(e.EventType);
        var time = EventTime.Seconds(e.Timestamp!.Value);
        var item = e.ItemId is null ? -1 : context.Vocabulary.Items.Intern(e.ItemId);
        var facts = item >= 0 ? context.FactsOf(e, item) : null;
        var quantity = e.Quantity ?? 1;
        FirstSeen = EventCount == 0 ? time : Math.Min(FirstSeen, time);
        EventCount++;
        _counters.Add(kind.Code, time, e.Value ?? 0);
        if (!kind.Is(EventMeaning.SessionEnd))
        {
            var sessionHash = e.SessionId is null ? 0 : context.IdHash.Of(e.SessionId);
            var begins = _session.Add(kind, item, time, sessionHash, e.Value ?? 0, quantity, facts?.Price ?? 0);
            OnEvent(kind, time, e, begins);
        }
        else
        {
            OnSessionEnd(time);
        }
        if (!kind.Is(EventMeaning.Passive))
        {
            if (_recent.Add(new RecentEntry(kind.Code, item, time), context.Options.RecentEvents, out var left))
            {
                OnForgotten(left, context);
            }
            Like(facts, kind.StrengthOf(e.Value), time, e.Channel, context);
        }
        return true;
    }

    /// <summary>Writes the state in its canonical form.</summary>
    public void Write(ByteWriter writer, Vocabulary vocabulary)
    {
        writer.Byte(1);
        writer.Signed(Position);
        writer.UInt32(FirstSeen);
        writer.Varint((ulong)EventCount);
        _ids.Write(writer);
        _recent.Write(writer, vocabulary);
        _counters.Write(writer, vocabulary);
        _affinities.Write(writer, vocabulary);
        _session.Write(writer, vocabulary);
        WriteMore(writer, vocabulary);
    }

    /// <summary>Replaces the state by one that <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are of an unknown version.</exception>
    public void Read(ReadOnlySpan<byte> data, StateContext context)
    {
        var reader = new ByteReader(data);
        var version = reader.Byte();
        if (version != 1)
        {
            throw new FormatException($"The state is written in version {version}; this engine reads version 1.");
        }
        Position = reader.Signed();
        FirstSeen = reader.UInt32();
        EventCount = reader.Count();
        _ids = RecentIds.Read(ref reader);
        _recent = RecentEvents.Read(ref reader, context);
        _counters = WindowedCounters.Read(ref reader, context.Vocabulary);
        _affinities = DecayedScores.Read(ref reader, context.Vocabulary);
        _session = SessionTracker.Read(ref reader, context.Vocabulary);
        ReadMore(ref reader, context);
    }

    /// <summary>Position of the last applied event of a part of the log; -1 before the first.</summary>
    public virtual long PositionIn(int partition) => Position;

    /// <summary>Moves on to an event.</summary>
    /// <returns><see langword="false"/> when it was applied before.</returns>
    protected virtual bool Advance(in LoggedEvent logged)
    {
        if (logged.Position <= Position)
        {
            return false;
        }
        Position = logged.Position;
        return true;
    }

    /// <summary>What a kind of state adds for each event of a visit.</summary>
    protected virtual void OnEvent(EventKind kind, uint time, Event e, bool beginsSession)
    {
    }

    /// <summary>
    /// What a kind of state does when the log says that a visit of it has ended, its newest event being of <paramref name="time"/>.
    /// </summary>
    protected virtual void OnSessionEnd(uint time)
    {
    }

    /// <summary>What a kind of state does when it goes on elsewhere.</summary>
    protected virtual void OnMoved(Event e)
    {
    }

    /// <summary>What a kind of state does with an event that leaves the recent ones.</summary>
    protected virtual void OnForgotten(RecentEntry left, StateContext context)
    {
    }

    /// <summary>Writes what a kind of state adds.</summary>
    protected virtual void WriteMore(ByteWriter writer, Vocabulary vocabulary)
    {
    }

    /// <summary>Reads what <see cref="WriteMore"/> wrote.</summary>
    protected virtual void ReadMore(ref ByteReader reader, StateContext context)
    {
    }

    private void Like(ItemFacts? facts, float strength, uint time, string? channel, StateContext context)
    {
        var halfLife = (uint)context.Options.AffinityHalfLife.TotalSeconds;
        if (facts is not null && strength != 0)
        {
            foreach (var attribute in context.Vocabulary.Attributes.NumbersOf(facts))
            {
                _affinities.Add(attribute, strength, time, halfLife, context.Options.Affinities);
            }
        }
        if (channel is not null)
        {
            var attribute = context.Vocabulary.Attributes.Intern(AttributeDimension.Channel, channel);
            _affinities.Add(attribute, Math.Abs(strength), time, halfLife, context.Options.Affinities);
        }
    }
}
