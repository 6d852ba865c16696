using Personalization.Log;
using Personalization.Log.Partitions;
using Personalization.Log.Profiles;
using Personalization.Log.Sessions;
using Personalization.Contracts.Experiments;
using Personalization.Contracts.Profiles;
using Personalization.Contracts.Ranking;
using Personalization.Contracts.Sessions;
using Personalization.Engine.Events;
using Personalization.Engine.Features;
using Personalization.Engine.Profiles;

namespace Personalization.Grains.Partitions;

/// <summary>What a partition on this silo answers for its persons and visits. Thread-safe.</summary>
/// <param name="partition">The partition.</param>
/// <param name="node">What decisions are made with.</param>
internal readonly struct ResidentCalls(LogPartition partition, EngineNode node)
{
    public ValueTask<RecommendationResult> Recommend(in ActorId actor, RecommendationRequest request) =>
        Use(actor, (node.Decider, request), static (state, arg) => arg.Decider.Recommend(arg.request, state));

    public ValueTask<RecommendationResult> Rank(in ActorId actor, RankRequest request) =>
        Use(actor, (node.Decider, request), static (state, arg) => arg.Decider.Rank(arg.request, state));

    public ValueTask<PersonalizeResult> Personalize(in ActorId actor, PersonalizeRequest request) =>
        Use(actor, (node.Decider, request), static (state, arg) => arg.Decider.Personalize(arg.request, state));

    public ValueTask<AssignmentResult> Assign(in ActorId actor, AssignmentRequest request) =>
        Use(actor, (node.Decider, request), static (state, arg) => arg.Decider.Assign(arg.request, state));

    public ValueTask<UserProfile?> DescribeUser(string userId) => partition.User(userId, (userId, node), static (state, arg) =>
        state.EventCount == 0
            ? null
            : ProfileDescription.Of(arg.userId, state, arg.node.Context, EventTime.Seconds(arg.node.Time.GetUtcNow())));

    public ValueTask<IReadOnlyList<double>> Features(string userId, IReadOnlyList<string> names) =>
        partition.User<(IReadOnlyList<string> Names, EngineNode Node), IReadOnlyList<double>>(
            userId, (names, node), static (state, arg) => Features(state, arg.Names, arg.Node));

    public ValueTask<SessionSummary?> DescribeSession(string sessionId) =>
        partition.Session(sessionId, sessionId, static (state, id) => SessionDescription.Of(id, state.UserId, state.Session));

    public ValueTask<int?> GoesOnIn(string sessionId) => partition.Session(sessionId, 0, static (state, _) => state.GoesOnIn);

    private static double[] Features(UserState state, IReadOnlyList<string> names, EngineNode node)
    {
        var now = EventTime.Seconds(node.Time.GetUtcNow());
        var values = new double[names.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = FeatureName.Parse(names[i]) is { } name ? FeatureReader.Read(name, state, now, node.Context) : double.NaN;
        }
        return values;
    }

    private ValueTask<T> Use<TArg, T>(in ActorId actor, TArg arg, Func<BehaviorState, TArg, T> read) =>
        actor.Kind == ActorKind.User ? partition.User(actor.Key, arg, read) : partition.Session(actor.Key, arg, read);
}
