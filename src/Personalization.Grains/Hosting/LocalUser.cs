using Personalization.Log.Partitions;
using Personalization.Contracts.Experiments;
using Personalization.Contracts.Profiles;
using Personalization.Contracts.Ranking;
using Personalization.Grains.Partitions;
using Personalization.Grains.Profiles;

namespace Personalization.Grains.Hosting;

/// <summary>A person by id (see <see cref="ActorDirectory"/>).</summary>
internal sealed class LocalUser(string userId, ActorDirectory actors) : IUser
{
    private IUserGrain Grain => actors.UserGrain(userId);

    public ValueTask<RecommendationResult> Recommend(RecommendationRequest request) => Ask(
        request, static (here, id, r) => here.Recommend(new(ActorKind.User, id), r), static (grain, r) => grain.Recommend(r));

    public ValueTask<RecommendationResult> Rank(RankRequest request) => Ask(
        request, static (here, id, r) => here.Rank(new(ActorKind.User, id), r), static (grain, r) => grain.Rank(r));

    public ValueTask<PersonalizeResult> Personalize(PersonalizeRequest request) => Ask(
        request, static (here, id, r) => here.Personalize(new(ActorKind.User, id), r), static (grain, r) => grain.Personalize(r));

    public ValueTask<AssignmentResult> Assign(AssignmentRequest request) => Ask(
        request, static (here, id, r) => here.Assign(new(ActorKind.User, id), r), static (grain, r) => grain.Assign(r));

    public ValueTask<UserProfile?> Describe() => Ask(
        0, static (here, id, _) => here.DescribeUser(id), static (grain, _) => grain.Describe());

    public ValueTask<IReadOnlyList<double>> Features(IReadOnlyList<string> names) => Ask(
        names, static (here, id, n) => here.Features(id, n), static (grain, n) => grain.Features(n));

    private ValueTask<T> Ask<TArg, T>(
        TArg arg, Func<ResidentCalls, string, TArg, ValueTask<T>> ask, Func<IUserGrain, TArg, ValueTask<T>> otherwise) =>
        actors.UsersOf(userId) is { } here
            ? ActorDirectory.OrElse(ask(here, userId, arg), (User: this, arg, otherwise), static a => a.otherwise(a.User.Grain, a.arg))
            : otherwise(Grain, arg);
}
