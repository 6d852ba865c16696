using Personalization.Contracts.Events;
using Personalization.Engine.Binary;
using Personalization.Engine.Events;
using Personalization.Engine.Profiles;

namespace Personalization.Engine.Sessions;

/// <summary>Everything that is kept of a visit. Not thread-safe.</summary>
public sealed class SessionState : BehaviorState
{
    private int _partition;
    private long[] _others = [];

    /// <summary>The parts of the log that events of this visit came from: the person's, and its own before the person was known.</summary>
    public IEnumerable<int> Partitions =>
        Position < 0 ? [] : Enumerable.Range(0, _others.Length / 2).Select(i => (int)_others[2 * i]).Prepend(_partition);

    /// <inheritdoc/>
    public override long Progress
    {
        get
        {
            var progress = Position;
            for (var i = 0; i < _others.Length; i += 2)
            {
                progress += _others[i + 1] + 1;
            }
            return progress;
        }
    }

    /// <summary>
    /// The part of the log in which the visit goes on, since it has a person; <see langword="null"/> when it goes on here.
    /// </summary>
    public int? GoesOnIn { get; private set; }

    /// <summary>The person of the visit, once an event named one.</summary>
    public string? UserId { get; private set; }

    /// <summary>Whether the visit's summary is in the log. A late event does not open the visit again: it has one summary.</summary>
    public bool Ended { get; private set; }

    /// <inheritdoc/>
    public override long PositionIn(int partition)
    {
        if (Position < 0 || partition == _partition)
        {
            return Position;
        }
        for (var i = 0; i < _others.Length; i += 2)
        {
            if (_others[i] == partition)
            {
                return _others[i + 1];
            }
        }
        return -1;
    }

    /// <inheritdoc/>
    protected override bool Advance(in LoggedEvent logged)
    {
        if (Position < 0)
        {
            _partition = logged.Partition;
        }
        if (logged.Partition == _partition)
        {
            return base.Advance(logged);
        }
        if (logged.Position <= PositionIn(logged.Partition))
        {
            return false;
        }
        var at = 0;
        while (at < _others.Length && _others[at] != logged.Partition)
        {
            at += 2;
        }
        if (at == _others.Length)
        {
            Array.Resize(ref _others, at + 2);
        }
        (_others[at], _others[at + 1]) = (logged.Partition, logged.Position);
        return true;
    }

    /// <inheritdoc/>
    protected override void OnMoved(Event e) => GoesOnIn = (int?)e.Value;

    /// <inheritdoc/>
    protected override void OnEvent(EventKind kind, uint time, Event e, bool beginsSession)
    {
        UserId = e.UserId ?? UserId;
        Ended &= !beginsSession;
    }

    /// <inheritdoc/>
    protected override void OnSessionEnd(uint time) => Ended |= time >= Session.Start;

    /// <inheritdoc/>
    protected override void WriteMore(ByteWriter writer, Vocabulary vocabulary)
    {
        writer.Text(UserId ?? "");
        writer.Byte(Ended ? (byte)1 : (byte)0);
        if (_partition == 0 && _others.Length == 0 && GoesOnIn is null)
        {
            return;
        }
        writer.Varint((ulong)_partition);
        writer.Varint((ulong)_others.Length);
        foreach (var number in _others)
        {
            writer.Varint((ulong)number);
        }
        if (GoesOnIn is { } part)
        {
            writer.Varint((ulong)part);
        }
    }

    /// <inheritdoc/>
    protected override void ReadMore(ref ByteReader reader, StateContext context)
    {
        var user = reader.Text();
        UserId = user.Length == 0 ? null : user;
        Ended = reader.Byte() == 1;
        if (reader.AtEnd)
        {
            (_partition, _others) = (0, []);
            return;
        }
        _partition = reader.Count();
        _others = new long[reader.Count()];
        for (var i = 0; i < _others.Length; i++)
        {
            _others[i] = (long)reader.Varint();
        }
        GoesOnIn = reader.AtEnd ? null : reader.Count();
    }
}
