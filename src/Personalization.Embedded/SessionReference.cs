using Personalization.Actors.Sessions;
using Personalization.Contracts.Events;
using Personalization.Contracts.Experiments;
using Personalization.Contracts.Ranking;
using Personalization.Contracts.Sessions;
using Personalization.Embedded.Hosting;

namespace Personalization.Embedded;

/// <summary>A visit by key: every call goes through the actor's mailbox.</summary>
internal sealed class SessionReference(ActorHost<SessionActor> host, string sessionId) : ISession
{
    public ValueTask Apply(IReadOnlyList<LoggedEvent> events) => host.Call(sessionId, events, static (session, e) => session.Apply(e));

    public ValueTask<RecommendationResult> Recommend(RecommendationRequest request) =>
        host.Call(sessionId, request, static (session, r) => session.Recommend(r));

    public ValueTask<RecommendationResult> Rank(RankRequest request) => host.Call(sessionId, request, static (session, r) => session.Rank(r));

    public ValueTask<PersonalizeResult> Personalize(PersonalizeRequest request) =>
        host.Call(sessionId, request, static (session, r) => session.Personalize(r));

    public ValueTask<AssignmentResult> Assign(AssignmentRequest request) => host.Call(sessionId, request, static (session, r) => session.Assign(r));

    public ValueTask<SessionSummary?> Describe() => host.Call(sessionId, 0, static (session, _) => session.Describe());
}
