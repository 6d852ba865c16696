using Orleans.Concurrency;
using Personalization.Log.Partitions;
using Personalization.Contracts.Experiments;
using Personalization.Contracts.Ranking;
using Personalization.Contracts.Sessions;
using Personalization.Grains.Partitions;

namespace Personalization.Grains.Sessions;

/// <summary>
/// A visit, the same way as a person (see <see cref="Profiles.UserGrain"/>). Since a visit has a person it goes on in the person's
/// partition.
/// </summary>
[GrainType("session")]
[PartitionPlacement]
[Reentrant]
internal sealed class SessionGrain : ISessionGrain, IGrainBase
{
    private readonly ActorCalls _calls;

    public SessionGrain(IGrainContext context, SiloContext silo)
    {
        GrainContext = context;
        _calls = new ActorCalls(this, new ActorId(ActorKind.Session, context.GrainId.Key.ToString()!), silo);
    }

    public IGrainContext GrainContext { get; }

    public ValueTask<RecommendationResult> Recommend(RecommendationRequest request) => _calls.Recommend(request);

    public ValueTask<RecommendationResult> Rank(RankRequest request) => _calls.Rank(request);

    public ValueTask<PersonalizeResult> Personalize(PersonalizeRequest request) => _calls.Personalize(request);

    public ValueTask<AssignmentResult> Assign(AssignmentRequest request) => _calls.Assign(request);

    public ValueTask<SessionSummary?> Describe() => _calls.DescribeSession();
}
