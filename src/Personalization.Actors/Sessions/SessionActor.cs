using System.Text.Json;
using Personalization.Contracts;
using Personalization.Contracts.Events;
using Personalization.Contracts.Ranking;
using Personalization.Contracts.Sessions;
using Personalization.Engine.Binary;
using Personalization.Engine.Events;
using Personalization.Engine.Sessions;

namespace Personalization.Actors.Sessions;

/// <summary>A visit. The host sees to it that one call runs at a time.</summary>
/// <param name="sessionId">The visit's id.</param>
/// <param name="node">What the actors of the node share.</param>
public class SessionActor(string sessionId, ActorNode node) : ISession, ISnapshotActor
{
    private readonly SessionState _state = new();

    /// <inheritdoc/>
    public long SavedPosition { get; private set; } = -1;

    /// <inheritdoc/>
    public long Position => _state.Position;

    /// <inheritdoc/>
    public ValueTask Apply(IReadOnlyList<LoggedEvent> events)
    {
        for (var i = 0; i < events.Count; i++)
        {
            _state.Apply(events[i], node.Context);
        }
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<RecommendationResult> Recommend(RecommendationRequest request) => new(node.Decider.Recommend(request, _state));

    /// <inheritdoc/>
    public ValueTask<RecommendationResult> Rank(RankRequest request) => new(node.Decider.Rank(request, _state));

    /// <inheritdoc/>
    public ValueTask<PersonalizeResult> Personalize(PersonalizeRequest request) => new(node.Decider.Personalize(request, _state));

    /// <inheritdoc/>
    public ValueTask<SessionSummary?> Describe() => new(SessionDescription.Of(sessionId, _state.UserId, _state.Session));

    /// <summary>
    /// The event that sums up the visit, when it has timed out by <paramref name="now"/> and was not summed up yet; the caller publishes it. Its id follows from
    /// the visit, so that publishing it twice counts once.
    /// </summary>
    public Event? EndIfTimedOut(DateTimeOffset now)
    {
        var session = _state.Session;
        if (_state.Ended || session.Events == 0 || EventTime.Seconds(now) <= session.End + SessionTracker.TimeoutSeconds)
        {
            return null;
        }
        var summary = SessionDescription.Of(sessionId, _state.UserId, session)!;
        return new Event
        {
            EventId = $"{EventTypes.SessionEnd}:{node.Context.IdHash.Of(sessionId):x16}:{session.Start}",
            EventType = EventTypes.SessionEnd,
            UserId = _state.UserId,
            SessionId = sessionId,
            Timestamp = EventTime.FromSeconds(session.End),
            Value = summary.Spent,
            Properties = new JsonText(JsonSerializer.SerializeToUtf8Bytes(summary, ContractsJson.Default.SessionSummary)),
        };
    }

    /// <inheritdoc/>
    public void Save(ByteWriter writer)
    {
        _state.Write(writer, node.Context.Vocabulary);
        SavedPosition = _state.Position;
    }

    /// <inheritdoc/>
    public void Load(ReadOnlySpan<byte> snapshot)
    {
        _state.Read(snapshot, node.Context);
        SavedPosition = _state.Position;
    }
}
