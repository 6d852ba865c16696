using Personalization.Contracts.Experiments;
using Personalization.Contracts.Ranking;

namespace Personalization.Contracts.Profiles;

/// <summary>
/// A person as an actor, keyed by user id: live profile and features, changed by events, asked for decisions. One call at a time.
/// </summary>
public interface IUser
{
    /// <summary>Recommends items.</summary>
    ValueTask<RecommendationResult> Recommend(RecommendationRequest request);

    /// <summary>Orders a given list.</summary>
    ValueTask<RecommendationResult> Rank(RankRequest request);

    /// <summary>Chooses one item of a given set.</summary>
    ValueTask<PersonalizeResult> Personalize(PersonalizeRequest request);

    /// <summary>The variants of all running experiments that this person has now; the exposures are told.</summary>
    ValueTask<AssignmentResult> Assign(AssignmentRequest request);

    /// <summary>The profile; <see langword="null"/> when nothing is known of this person.</summary>
    ValueTask<UserProfile?> Describe();

    /// <summary>Values of the named features, in the order asked; <see cref="double.NaN"/> for a name that does not exist.</summary>
    ValueTask<IReadOnlyList<double>> Features([Immutable] IReadOnlyList<string> names);
}
