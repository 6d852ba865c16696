using System.Text.Json;
using Personalization.Actors.Profiles;
using Personalization.Contracts;
using Personalization.Contracts.Events;
using Personalization.Contracts.Sessions;
using Personalization.Engine.Events;
using Personalization.Engine.Sessions;

namespace Personalization.Actors.Sessions;

/// <summary>A visit. The host sees to it that one call runs at a time.</summary>
/// <param name="sessionId">The visit's id.</param>
/// <param name="node">What the actors of the node share.</param>
public class SessionActor(string sessionId, ActorNode node) : BehaviorActor<SessionState>(node), ISession
{
    /// <summary>The parts of the log that events of this visit came from.</summary>
    public IEnumerable<int> Partitions => State.Partitions;

    /// <summary>The person of the visit, once an event named one.</summary>
    public string? UserId => State.UserId;

    /// <inheritdoc/>
    public ValueTask<SessionSummary?> Describe() => new(SessionDescription.Of(sessionId, State.UserId, State.Session));

    /// <summary>
    /// The event that sums up the visit, when it has timed out by <paramref name="now"/> and was not summed up yet; the caller publishes it. Its id follows from
    /// the visit, so that publishing it twice counts once.
    /// </summary>
    public Event? EndIfTimedOut(DateTimeOffset now)
    {
        var session = State.Session;
        if (State.Ended || session.Events == 0 || EventTime.Seconds(now) <= session.End + SessionTracker.TimeoutSeconds)
        {
            return null;
        }
        var summary = SessionDescription.Of(sessionId, State.UserId, session)!;
        return new Event
        {
            EventId = $"{EventTypes.SessionEnd}:{Node.Context.IdHash.Of(sessionId):x16}:{session.Start}",
            EventType = EventTypes.SessionEnd,
            UserId = State.UserId,
            SessionId = sessionId,
            Timestamp = EventTime.FromSeconds(session.End),
            Value = summary.Spent,
            Properties = new JsonText(JsonSerializer.SerializeToUtf8Bytes(summary, ContractsJson.Default.SessionSummary)),
        };
    }
}
