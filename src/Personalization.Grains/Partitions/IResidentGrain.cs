using Personalization.Log.Partitions;
using Personalization.Contracts.Experiments;
using Personalization.Contracts.Profiles;
using Personalization.Contracts.Ranking;
using Personalization.Contracts.Sessions;

namespace Personalization.Grains.Partitions;

/// <summary>
/// The persons and visits of a partition, keyed by its number: for grains that are on another silo than their partition, as they are for a
/// while after a silo came or went.
/// </summary>
[Alias("residents")]
public interface IResidentGrain : IGrainWithIntegerKey
{
    /// <summary>Recommends items.</summary>
    [Alias("recommend")]
    ValueTask<RecommendationResult> Recommend(ActorId actor, RecommendationRequest request);

    /// <summary>Orders a given list.</summary>
    [Alias("rank")]
    ValueTask<RecommendationResult> Rank(ActorId actor, RankRequest request);

    /// <summary>Chooses one item of a given set.</summary>
    [Alias("personalize")]
    ValueTask<PersonalizeResult> Personalize(ActorId actor, PersonalizeRequest request);

    /// <summary>The variants of all running experiments.</summary>
    [Alias("assign")]
    ValueTask<AssignmentResult> Assign(ActorId actor, AssignmentRequest request);

    /// <summary>A person's profile.</summary>
    [Alias("describe-user")]
    ValueTask<UserProfile?> DescribeUser(string userId);

    /// <summary>A person's features.</summary>
    [Alias("features")]
    ValueTask<IReadOnlyList<double>> Features(string userId, [Immutable] IReadOnlyList<string> names);

    /// <summary>A visit so far.</summary>
    [Alias("describe-session")]
    ValueTask<SessionSummary?> DescribeSession(string sessionId);

    /// <summary>The partition that a visit goes on in since it has a person; <see langword="null"/> when it goes on here.</summary>
    [Alias("goes-on-in")]
    ValueTask<int?> GoesOnIn(string sessionId);
}
