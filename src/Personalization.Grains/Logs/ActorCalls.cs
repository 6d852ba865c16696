using Personalization.Actors.Logs;
using Personalization.Contracts.Experiments;
using Personalization.Contracts.Profiles;
using Personalization.Contracts.Ranking;
using Personalization.Contracts.Sessions;

namespace Personalization.Grains.Logs;

/// <summary>
/// How the grain of a person or a visit answers: by its partition on this silo, or, while that is elsewhere, through the partition's grain. A grain that is not where its
/// partition belongs leaves, to come up there.
/// </summary>
internal sealed class ActorCalls(IGrainBase grain, ActorId actor, SiloNode silo)
{
    private readonly int _home = LogRouting.PartitionOf(actor.Key, silo.Options.Partitions);

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
        Here(_home) is { } calls ? calls.DescribeUser(actor.Key) : There(_home).DescribeUser(actor.Key);

    public ValueTask<IReadOnlyList<double>> Features(IReadOnlyList<string> names) =>
        Here(_home) is { } calls ? calls.Features(actor.Key, names) : There(_home).Features(actor.Key, names);

    public async ValueTask<SessionSummary?> DescribeSession()
    {
        var before = await DescribeSession(_home);
        return MayGoOn && await GoesOnIn() is { } place ? SessionSummaries.Join(before, await DescribeSession(place)) : before;
    }

    private ValueTask<RecommendationResult> Recommend(int place, RecommendationRequest request) =>
        Here(place) is { } calls ? calls.Recommend(actor, request) : There(place).Recommend(actor, request);

    private ValueTask<RecommendationResult> Rank(int place, RankRequest request) =>
        Here(place) is { } calls ? calls.Rank(actor, request) : There(place).Rank(actor, request);

    private ValueTask<PersonalizeResult> Personalize(int place, PersonalizeRequest request) =>
        Here(place) is { } calls ? calls.Personalize(actor, request) : There(place).Personalize(actor, request);

    private ValueTask<AssignmentResult> Assign(int place, AssignmentRequest request) =>
        Here(place) is { } calls ? calls.Assign(actor, request) : There(place).Assign(actor, request);

    private ValueTask<SessionSummary?> DescribeSession(int place) =>
        Here(place) is { } calls ? calls.DescribeSession(actor.Key) : There(place).DescribeSession(actor.Key);

    private ValueTask<int?> GoesOnIn() => Here(_home) is { } calls ? calls.GoesOnIn(actor.Key) : There(_home).GoesOnIn(actor.Key);

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
