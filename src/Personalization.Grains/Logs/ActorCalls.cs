using Personalization.Actors.Logs;
using Personalization.Contracts.Experiments;
using Personalization.Contracts.Profiles;
using Personalization.Contracts.Ranking;
using Personalization.Contracts.Sessions;
using Personalization.Grains.Hosting;

namespace Personalization.Grains.Logs;

/// <summary>
/// How the grain of a person or a visit answers: by its partition on this silo, or, while that is elsewhere, through the partition's grain. A grain that is not where its
/// partition belongs leaves, to come up there. A partition that closes while it is asked is asked again through its grain, wherever
/// that comes up.
/// </summary>
internal sealed class ActorCalls(IGrainBase grain, ActorId actor, SiloNode silo)
{
    private readonly int _home = LogRouting.PartitionOf(actor.Key, silo.Options.Partitions);

    private ActorId Actor => actor;

    // Only visits go on elsewhere, and only where there is an elsewhere.
    private bool MayGoOn => actor.Kind == ActorKind.Session && silo.Options.Partitions > 1;

    public ValueTask<RecommendationResult> Recommend(RecommendationRequest request) => MayGoOn
        ? Follow(request, static (calls, place, r) => calls.Recommend(place, r))
        : Recommend(_home, request);

    public ValueTask<RecommendationResult> Rank(RankRequest request) => MayGoOn
        ? Follow(request, static (calls, place, r) => calls.Rank(place, r))
        : Rank(_home, request);

    public ValueTask<PersonalizeResult> Personalize(PersonalizeRequest request) => MayGoOn
        ? Follow(request, static (calls, place, r) => calls.Personalize(place, r))
        : Personalize(_home, request);

    public ValueTask<AssignmentResult> Assign(AssignmentRequest request) => MayGoOn
        ? Follow(request, static (calls, place, r) => calls.Assign(place, r))
        : Assign(_home, request);

    public ValueTask<UserProfile?> DescribeUser() =>
        Here(_home) is { } calls
            ? ActorDirectory.OrElse(calls.DescribeUser(actor.Key), this,
                static calls => calls.There(calls._home).DescribeUser(calls.Actor.Key))
            : There(_home).DescribeUser(actor.Key);

    public ValueTask<IReadOnlyList<double>> Features(IReadOnlyList<string> names) =>
        Here(_home) is { } calls
            ? ActorDirectory.OrElse(calls.Features(actor.Key, names), (Calls: this, names),
                static arg => arg.Calls.There(arg.Calls._home).Features(arg.Calls.Actor.Key, arg.names))
            : There(_home).Features(actor.Key, names);

    public async ValueTask<SessionSummary?> DescribeSession()
    {
        var before = await DescribeSession(_home);
        return MayGoOn && await GoesOnIn() is { } place ? SessionSummaries.Join(before, await DescribeSession(place)) : before;
    }

    private ValueTask<RecommendationResult> Recommend(int place, RecommendationRequest request) =>
        Here(place) is { } calls
            ? ActorDirectory.OrElse(calls.Recommend(actor, request), (Calls: this, place, request),
                static arg => arg.Calls.There(arg.place).Recommend(arg.Calls.Actor, arg.request))
            : There(place).Recommend(actor, request);

    private ValueTask<RecommendationResult> Rank(int place, RankRequest request) =>
        Here(place) is { } calls
            ? ActorDirectory.OrElse(calls.Rank(actor, request), (Calls: this, place, request),
                static arg => arg.Calls.There(arg.place).Rank(arg.Calls.Actor, arg.request))
            : There(place).Rank(actor, request);

    private ValueTask<PersonalizeResult> Personalize(int place, PersonalizeRequest request) =>
        Here(place) is { } calls
            ? ActorDirectory.OrElse(calls.Personalize(actor, request), (Calls: this, place, request),
                static arg => arg.Calls.There(arg.place).Personalize(arg.Calls.Actor, arg.request))
            : There(place).Personalize(actor, request);

    private ValueTask<AssignmentResult> Assign(int place, AssignmentRequest request) =>
        Here(place) is { } calls
            ? ActorDirectory.OrElse(calls.Assign(actor, request), (Calls: this, place, request),
                static arg => arg.Calls.There(arg.place).Assign(arg.Calls.Actor, arg.request))
            : There(place).Assign(actor, request);

    private ValueTask<SessionSummary?> DescribeSession(int place) =>
        Here(place) is { } calls
            ? ActorDirectory.OrElse(calls.DescribeSession(actor.Key), (Calls: this, place),
                static arg => arg.Calls.There(arg.place).DescribeSession(arg.Calls.Actor.Key))
            : There(place).DescribeSession(actor.Key);

    private ValueTask<int?> GoesOnIn() => Here(_home) is { } calls
        ? ActorDirectory.OrElse(calls.GoesOnIn(actor.Key), this, static calls => calls.There(calls._home).GoesOnIn(calls.Actor.Key))
        : There(_home).GoesOnIn(actor.Key);

    private async ValueTask<T> Follow<TArg, T>(TArg arg, Func<ActorCalls, int, TArg, ValueTask<T>> call) =>
        await call(this, await GoesOnIn() ?? _home, arg);

    private ResidentCalls? Here(int place) => silo.Partitions.TryGetValue(place, out var partition) ? new ResidentCalls(partition, silo.Node) : null;

    private IResidentGrain There(int place)
    {
        if (place == _home && silo.BelongsElsewhere(place))
        {
            grain.DeactivateOnIdle();
        }
        return silo.Grains.GetGrain<IResidentGrain>(place);
    }
}
