using Personalization.Actors.Logs;
using Personalization.Contracts.Experiments;
using Personalization.Contracts.Ranking;
using Personalization.Contracts.Sessions;

namespace Personalization.Grains.Hosting;

/// <summary>A visit by id (see <see cref="ActorDirectory"/>).</summary>
internal sealed class LocalSession(string sessionId, ActorDirectory actors) : ISession
{
    private ActorId Actor => new(ActorKind.Session, sessionId);

    private ISession Grain => actors.SessionGrain(sessionId);

    public ValueTask<RecommendationResult> Recommend(RecommendationRequest request) => actors.SessionsOf() is { } here
        ? ActorDirectory.OrElse(here.Recommend(Actor, request), (this, request), static arg => arg.Item1.Grain.Recommend(arg.request))
        : Grain.Recommend(request);

    public ValueTask<RecommendationResult> Rank(RankRequest request) => actors.SessionsOf() is { } here
        ? ActorDirectory.OrElse(here.Rank(Actor, request), (this, request), static arg => arg.Item1.Grain.Rank(arg.request))
        : Grain.Rank(request);

    public ValueTask<PersonalizeResult> Personalize(PersonalizeRequest request) => actors.SessionsOf() is { } here
        ? ActorDirectory.OrElse(here.Personalize(Actor, request), (this, request), static arg => arg.Item1.Grain.Personalize(arg.request))
        : Grain.Personalize(request);

    public ValueTask<AssignmentResult> Assign(AssignmentRequest request) => actors.SessionsOf() is { } here
        ? ActorDirectory.OrElse(here.Assign(Actor, request), (this, request), static arg => arg.Item1.Grain.Assign(arg.request))
        : Grain.Assign(request);

    public ValueTask<SessionSummary?> Describe() => actors.SessionsOf() is { } here
        ? ActorDirectory.OrElse(here.DescribeSession(sessionId), this, static session => session.Grain.Describe())
        : Grain.Describe();
}
