using Personalization.Actors.Profiles;
using Personalization.Contracts.Events;
using Personalization.Contracts.Experiments;
using Personalization.Contracts.Profiles;
using Personalization.Contracts.Ranking;
using Personalization.Embedded.Hosting;

namespace Personalization.Embedded;

/// <summary>A person by key: every call goes through the actor's mailbox.</summary>
internal sealed class UserReference(ActorHost<UserActor> host, string userId) : IUser
{
    public ValueTask Apply(IReadOnlyList<LoggedEvent> events) => host.Call(userId, events, static (user, e) => user.Apply(e));

    public ValueTask<RecommendationResult> Recommend(RecommendationRequest request) =>
        host.Call(userId, request, static (user, r) => user.Recommend(r));

    public ValueTask<RecommendationResult> Rank(RankRequest request) => host.Call(userId, request, static (user, r) => user.Rank(r));

    public ValueTask<PersonalizeResult> Personalize(PersonalizeRequest request) =>
        host.Call(userId, request, static (user, r) => user.Personalize(r));

    public ValueTask<AssignmentResult> Assign(AssignmentRequest request) => host.Call(userId, request, static (user, r) => user.Assign(r));

    public ValueTask<UserProfile?> Describe() => host.Call(userId, 0, static (user, _) => user.Describe());

    public ValueTask<IReadOnlyList<double>> Features(IReadOnlyList<string> names) =>
        host.Call(userId, names, static (user, n) => user.Features(n));
}
