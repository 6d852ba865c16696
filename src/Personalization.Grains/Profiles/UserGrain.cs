using Orleans.Concurrency;
using Personalization.Log.Partitions;
using Personalization.Contracts.Experiments;
using Personalization.Contracts.Profiles;
using Personalization.Contracts.Ranking;
using Personalization.Grains.Partitions;

namespace Personalization.Grains.Profiles;

/// <summary>
/// A person. It comes up on the silo that writes the person's partition of the log, where the state is, and answers from it. Calls
/// interleave: each holds the state for as long as it reads it.
/// </summary>
[GrainType("user")]
[PartitionPlacement]
[Reentrant]
internal sealed class UserGrain : IUserGrain, IGrainBase
{
    private readonly ActorCalls _calls;

    public UserGrain(IGrainContext context, SiloContext silo)
    {
        GrainContext = context;
        _calls = new ActorCalls(this, new ActorId(ActorKind.User, context.GrainId.Key.ToString()!), silo);
    }

    public IGrainContext GrainContext { get; }

    public ValueTask<RecommendationResult> Recommend(RecommendationRequest request) => _calls.Recommend(request);

    public ValueTask<RecommendationResult> Rank(RankRequest request) => _calls.Rank(request);

    public ValueTask<PersonalizeResult> Personalize(PersonalizeRequest request) => _calls.Personalize(request);

    public ValueTask<AssignmentResult> Assign(AssignmentRequest request) => _calls.Assign(request);

    public ValueTask<UserProfile?> Describe() => _calls.DescribeUser();

    public ValueTask<IReadOnlyList<double>> Features(IReadOnlyList<string> names) => _calls.Features(names);
}
