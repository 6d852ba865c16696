using Personalization.Log.Partitions;
using Personalization.Contracts.Experiments;
using Personalization.Contracts.Profiles;
using Personalization.Contracts.Ranking;
using Personalization.Contracts.Sessions;
using Personalization.Grains.Hosting;

namespace Personalization.Grains.Partitions;

/// <summary>
/// How the grain of a person or a visit answers: by its partition on this silo, or, while that is elsewhere, through the partition's
/// grain. A grain that is not where its partition belongs leaves, to come up there. A partition that closes while it is asked is asked
/// again through its grain, wherever that comes up.
/// </summary>
internal sealed class ActorCalls(IGrainBase grain, ActorId actor, SiloContext silo)
{
    private readonly int _home = LogRouting.PartitionOf(actor.Key, silo.Options.Partitions);

    private ActorId Actor => actor;

    // Only visits go on elsewhere, and only where there is an elsewhere.
    private bool MayGoOn => actor.Kind == ActorKind.Session && silo.Options.Partitions > 1;

    public ValueTask<RecommendationResult> Recommend(RecommendationRequest request) => Ask(
        request, static (here, actor, r) => here.Recommend(actor, r), static (there, actor, r) => there.Recommend(actor, r));

    public ValueTask<RecommendationResult> Rank(RankRequest request) => Ask(
        request, static (here, actor, r) => here.Rank(actor, r), static (there, actor, r) => there.Rank(actor, r));

    public ValueTask<PersonalizeResult> Personalize(PersonalizeRequest request) => Ask(
        request, static (here, actor, r) => here.Personalize(actor, r), static (there, actor, r) => there.Personalize(actor, r));

    public ValueTask<AssignmentResult> Assign(AssignmentRequest request) => Ask(
        request, static (here, actor, r) => here.Assign(actor, r), static (there, actor, r) => there.Assign(actor, r));

    public ValueTask<UserProfile?> DescribeUser() => Ask(
        _home, 0, static (here, actor, _) => here.DescribeUser(actor.Key), static (there, actor, _) => there.DescribeUser(actor.Key));

    public ValueTask<IReadOnlyList<double>> Features(IReadOnlyList<string> names) => Ask(
        _home, names, static (here, actor, n) => here.Features(actor.Key, n), static (there, actor, n) => there.Features(actor.Key, n));

    public async ValueTask<SessionSummary?> DescribeSession()
    {
        var before = await DescribeSession(_home);
        return MayGoOn && await GoesOnIn() is { } place ? SessionSummaries.Join(before, await DescribeSession(place)) : before;
    }

    private ValueTask<SessionSummary?> DescribeSession(int place) => Ask(
        place, 0, static (here, actor, _) => here.DescribeSession(actor.Key), static (there, actor, _) => there.DescribeSession(actor.Key));

    private ValueTask<int?> GoesOnIn() => Ask(
        _home, 0, static (here, actor, _) => here.GoesOnIn(actor.Key), static (there, actor, _) => there.GoesOnIn(actor.Key));

    private ValueTask<T> Ask<TArg, T>(
        TArg arg, Func<ResidentCalls, ActorId, TArg, ValueTask<T>> here, Func<IResidentGrain, ActorId, TArg, ValueTask<T>> there) =>
        MayGoOn ? Follow(arg, here, there) : Ask(_home, arg, here, there);

    private async ValueTask<T> Follow<TArg, T>(
        TArg arg, Func<ResidentCalls, ActorId, TArg, ValueTask<T>> here, Func<IResidentGrain, ActorId, TArg, ValueTask<T>> there) =>
        await Ask(await GoesOnIn() ?? _home, arg, here, there);

    private ValueTask<T> Ask<TArg, T>(
        int place, TArg arg,
        Func<ResidentCalls, ActorId, TArg, ValueTask<T>> here, Func<IResidentGrain, ActorId, TArg, ValueTask<T>> there) =>
        Here(place) is { } calls
            ? ActorDirectory.OrElse(here(calls, actor, arg), (Calls: this, place, arg, there),
                static a => a.there(a.Calls.There(a.place), a.Calls.Actor, a.arg))
            : there(There(place), actor, arg);

    private ResidentCalls? Here(int place) =>
        silo.Partitions.TryGetValue(place, out var partition) ? new ResidentCalls(partition, silo.Node) : null;

    private IResidentGrain There(int place)
    {
        if (place == _home && silo.BelongsElsewhere(place))
        {
            grain.DeactivateOnIdle();
        }
        return silo.Grains.GetGrain<IResidentGrain>(place);
    }
}
