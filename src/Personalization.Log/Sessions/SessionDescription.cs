using Personalization.Contracts.Sessions;
using Personalization.Engine.Events;
using Personalization.Engine.Sessions;

namespace Personalization.Log.Sessions;

/// <summary>Turns a visit's state into what others may read.</summary>
public static class SessionDescription
{
    /// <summary>The summary of a visit so far; <see langword="null"/> when nothing happened in it.</summary>
    public static SessionSummary? Of(string? sessionId, string? userId, in SessionTracker session) =>
        session.Events == 0 ? null : new SessionSummary
        {
            SessionId = sessionId,
            UserId = userId,
            Start = EventTime.FromSeconds(session.Start),
            End = EventTime.FromSeconds(session.End),
            EventCount = session.Events,
            ViewCount = session.Views,
            SearchCount = session.Searches,
            Depth = session.Depth,
            CartQuantity = session.CartQuantity,
            CartValue = Math.Round(session.CartValue, 2),
            PurchaseCount = session.Purchases,
            Spent = session.SpentMilli / 1000.0,
            Intent = Math.Round(session.Intent, 4),
        };
}
