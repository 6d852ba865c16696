using Personalization.Log;
using Personalization.Contracts.Experiments;
using Personalization.Contracts.Profiles;
using Personalization.Contracts.Ranking;
using Personalization.Contracts.Sessions;

namespace Personalization.Gateway.Tests.Ranking;

/// <summary>Persons and visits that never answer.</summary>
internal sealed class SlowActors : IActorDirectory, IUser, ISession
{
    public IUser User(string userId) => this;

    public ISession Session(string sessionId) => this;

    public ValueTask<RecommendationResult> Recommend(RecommendationRequest request) => Never<RecommendationResult>();

    public ValueTask<RecommendationResult> Rank(RankRequest request) => Never<RecommendationResult>();

    public ValueTask<PersonalizeResult> Personalize(PersonalizeRequest request) => Never<PersonalizeResult>();

    public ValueTask<AssignmentResult> Assign(AssignmentRequest request) => Never<AssignmentResult>();

    public ValueTask<IReadOnlyList<double>> Features(IReadOnlyList<string> names) => Never<IReadOnlyList<double>>();

    ValueTask<UserProfile?> IUser.Describe() => Never<UserProfile?>();

    ValueTask<SessionSummary?> ISession.Describe() => Never<SessionSummary?>();

    private static ValueTask<T> Never<T>() => new(new TaskCompletionSource<T>().Task);
}
