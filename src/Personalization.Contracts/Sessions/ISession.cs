using Personalization.Contracts.Experiments;
using Personalization.Contracts.Ranking;

namespace Personalization.Contracts.Sessions;

/// <summary>
/// A visit as an actor, keyed by session id: what happened in it, and decisions for visitors who are not known. One call at a time.
/// </summary>
public interface ISession
{
    /// <summary>Recommends items from this visit alone.</summary>
    ValueTask<RecommendationResult> Recommend(RecommendationRequest request);

    /// <summary>Orders a given list from this visit alone.</summary>
    ValueTask<RecommendationResult> Rank(RankRequest request);

    /// <summary>Chooses one item of a given set from this visit alone.</summary>
    ValueTask<PersonalizeResult> Personalize(PersonalizeRequest request);

    /// <summary>The variants of all running experiments that this visit has now; the exposures are told.</summary>
    ValueTask<AssignmentResult> Assign(AssignmentRequest request);

    /// <summary>The visit so far; <see langword="null"/> when nothing is known of it.</summary>
    ValueTask<SessionSummary?> Describe();
}
