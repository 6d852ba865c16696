using System.Text.Json;
using Personalization.Contracts;
using Personalization.Contracts.Events;
using Personalization.Engine.Events;
using Personalization.Engine.Profiles;
using Personalization.Engine.Sessions;

namespace Personalization.Log.Sessions;

/// <summary>Makes the event that sums up a visit. Pure.</summary>
public static class SessionEnd
{
    /// <summary>The summary of a visit that has timed out and was not summed up yet.</summary>
    /// <param name="sessionId">The visit.</param>
    /// <param name="state">What is known of it.</param>
    /// <param name="context">What states are read with.</param>
    /// <param name="now">The time.</param>
    /// <returns>
    /// The event, whose id follows from the visit, so that publishing it twice counts once; <see langword="null"/> when there is nothing to
    /// sum up.
    /// </returns>
    public static Event? Of(string sessionId, SessionState state, StateContext context, DateTimeOffset now)
    {
        var session = state.Session;
        if (state.Ended || session.Events == 0 || EventTime.Seconds(now) <= session.End + SessionTracker.TimeoutSeconds)
        {
            return null;
        }
        var summary = SessionDescription.Of(sessionId, state.UserId, session)!;
        return new Event
        {
            EventId = $"{EventTypes.SessionEnd}:{context.IdHash.Of(sessionId):x16}:{session.Start}",
            EventType = EventTypes.SessionEnd,
            UserId = state.UserId,
            SessionId = sessionId,
            Timestamp = EventTime.FromSeconds(session.End),
            Value = summary.Spent,
            Properties = new JsonText(JsonSerializer.SerializeToUtf8Bytes(summary, ContractsJson.Default.SessionSummary)),
        };
    }
}
