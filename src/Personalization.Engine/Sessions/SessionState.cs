using Personalization.Contracts.Events;
using Personalization.Engine.Binary;
using Personalization.Engine.Events;
using Personalization.Engine.Profiles;

namespace Personalization.Engine.Sessions;

/// <summary>Everything that is kept of a visit. Not thread-safe.</summary>
public sealed class SessionState : BehaviorState
{
    /// <summary>The person of the visit, once an event named one.</summary>
    public string? UserId { get; private set; }

    /// <summary>Whether the visit's summary is in the log. A late event does not open the visit again: it has one summary.</summary>
    public bool Ended { get; private set; }

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
    }

    /// <inheritdoc/>
    protected override void ReadMore(ref ByteReader reader, StateContext context)
    {
        var user = reader.Text();
        UserId = user.Length == 0 ? null : user;
        Ended = reader.Byte() == 1;
    }
}
