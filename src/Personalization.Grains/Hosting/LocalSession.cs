using Personalization.Log.Partitions;
using Personalization.Contracts.Experiments;
using Personalization.Contracts.Ranking;
using Personalization.Contracts.Sessions;
using Personalization.Grains.Partitions;
using Personalization.Grains.Sessions;

namespace Personalization.Grains.Hosting;

/// <summary>A visit by id (see <see cref="ActorDirectory"/>).</summary>
internal sealed class LocalSession(string sessionId, ActorDirectory actors) : ISession
{
    private ISessionGrain Grain => actors.SessionGrain(sessionId);

    public ValueTask<RecommendationResult> Recommend(RecommendationRequest request) => Ask(
        request, static (here, id, r) => here.Recommend(new(ActorKind.Session, id), r), static (grain, r) => grain.Recommend(r));

    public ValueTask<RecommendationResult> Rank(RankRequest request) => Ask(
        request, static (here, id, r) => here.Rank(new(ActorKind.Session, id), r), static (grain, r) => grain.Rank(r));

    public ValueTask<PersonalizeResult> Personalize(PersonalizeRequest request) => Ask(
        request, static (here, id, r) => here.Personalize(new(ActorKind.Session, id), r), static (grain, r) => grain.Personalize(r));

    public ValueTask<AssignmentResult> Assign(AssignmentRequest request) => Ask(
        request, static (here, id, r) => here.Assign(new(ActorKind.Session, id), r), static (grain, r) => grain.Assign(r));

    public ValueTask<SessionSummary?> Describe() => Ask(
        0, static (here, id, _) => here.DescribeSession(id), static (grain, _) => grain.Describe());

    private ValueTask<T> Ask<TArg, T>(
        TArg arg, Func<ResidentCalls, string, TArg, ValueTask<T>> ask, Func<ISessionGrain, TArg, ValueTask<T>> otherwise) =>
        actors.SessionsOf() is { } here
            ? ActorDirectory.OrElse(
                ask(here, sessionId, arg), (Session: this, arg, otherwise), static a => a.otherwise(a.Session.Grain, a.arg))
            : otherwise(Grain, arg);
}
