using Personalization.Actors.Logs;
using Personalization.Contracts.Experiments;
using Personalization.Contracts.Profiles;
using Personalization.Contracts.Ranking;

namespace Personalization.Grains.Hosting;

/// <summary>A person by id (see <see cref="ActorDirectory"/>).</summary>
internal sealed class LocalUser(string userId, ActorDirectory actors) : IUser
{
    private ActorId Actor => new(ActorKind.User, userId);

    private IUser Grain => actors.UserGrain(userId);

    public ValueTask<RecommendationResult> Recommend(RecommendationRequest request) => actors.UsersOf(userId) is { } here
        ? ActorDirectory.OrElse(here.Recommend(Actor, request), (this, request), static arg => arg.Item1.Grain.Recommend(arg.request))
        : Grain.Recommend(request);

    public ValueTask<RecommendationResult> Rank(RankRequest request) => actors.UsersOf(userId) is { } here
        ? ActorDirectory.OrElse(here.Rank(Actor, request), (this, request), static arg => arg.Item1.Grain.Rank(arg.request))
        : Grain.Rank(request);

    public ValueTask<PersonalizeResult> Personalize(PersonalizeRequest request) => actors.UsersOf(userId) is { } here
        ? ActorDirectory.OrElse(here.Personalize(Actor, request), (this, request), static arg => arg.Item1.Grain.Personalize(arg.request))
        : Grain.Personalize(request);

    public ValueTask<AssignmentResult> Assign(AssignmentRequest request) => actors.UsersOf(userId) is { } here
        ? ActorDirectory.OrElse(here.Assign(Actor, request), (this, request), static arg => arg.Item1.Grain.Assign(arg.request))
        : Grain.Assign(request);

    public ValueTask<UserProfile?> Describe() => actors.UsersOf(userId) is { } here
        ? ActorDirectory.OrElse(here.DescribeUser(userId), this, static user => user.Grain.Describe())
        : Grain.Describe();

    public ValueTask<IReadOnlyList<double>> Features(IReadOnlyList<string> names) => actors.UsersOf(userId) is { } here
        ? ActorDirectory.OrElse(here.Features(userId, names), (this, names), static arg => arg.Item1.Grain.Features(arg.names))
        : Grain.Features(names);
}
