using System.Diagnostics;
using Personalization.Log;
using Personalization.Log.Ranking;
using Personalization.Contracts.Experiments;
using Personalization.Contracts.Ranking;
using Personalization.Grains.Hosting;
using Personalization.Gateway.Metrics;

namespace Personalization.Gateway.Ranking;

/// <summary>
/// Asks the person's actor, or the visit's, or nobody, and answers within the deadline in any case: a late actor is replaced by the
/// fallback for newcomers. Thread-safe.
/// </summary>
internal sealed class DecisionDispatcher(IActorDirectory actors, Decider decider, GatewayMetrics metrics, DecisionDeadline deadline)
{
    /// <summary>Recommends items.</summary>
    public ValueTask<RecommendationResult> Recommend(RecommendationRequest request, long started)
    {
        var answering = request.UserId is { } user ? actors.User(user).Recommend(request)
            : request.SessionId is { } session ? actors.Session(session).Recommend(request)
            : new(decider.Recommend(request, null));
        return InTime(answering, started, metrics.Recommend, () => decider.Recommend(request, null, fallback: true));
    }

    /// <summary>Orders a given list.</summary>
    public ValueTask<RecommendationResult> Rank(RankRequest request, long started)
    {
        var answering = request.UserId is { } user ? actors.User(user).Rank(request)
            : request.SessionId is { } session ? actors.Session(session).Rank(request)
            : new(decider.Rank(request, null));
        return InTime(answering, started, metrics.Rank, () => decider.Rank(request, null, fallback: true));
    }

    /// <summary>Chooses one item of a given set.</summary>
    public ValueTask<PersonalizeResult> Personalize(PersonalizeRequest request, long started)
    {
        var answering = request.CustomerId is { } user ? actors.User(user).Personalize(request)
            : request.SessionId is { } session ? actors.Session(session).Personalize(request)
            : new(decider.Personalize(request, null));
        return InTime(answering, started, metrics.Personalize, () => decider.Personalize(request, null, fallback: true));
    }

    /// <summary>Asks for the variants of a person, or of a visit. Whose answer is late takes no part this time.</summary>
    public ValueTask<AssignmentResult> Assign(AssignmentRequest request, long started)
    {
        var answering = request.UserId is { } user ? actors.User(user).Assign(request) : actors.Session(request.SessionId!).Assign(request);
        return InTime(answering, started, metrics.Assign, () => new AssignmentResult
        {
            UserId = request.UserId,
            SessionId = request.SessionId,
            Assignments = [],
            Fallback = true,
        });
    }

    private ValueTask<T> InTime<T>(ValueTask<T> answering, long started, DecisionLatency latency, Func<T> fallback)
    {
        if (!answering.IsCompletedSuccessfully)
        {
            return Wait(answering, started, latency, fallback);
        }
        latency.Record(Stopwatch.GetElapsedTime(started));
        return answering;
    }

    private async ValueTask<T> Wait<T>(ValueTask<T> answering, long started, DecisionLatency latency, Func<T> fallback)
    {
        T result;
        try
        {
            result = await deadline.Wait(answering);
        }
        catch (Exception fault) when (fault is TimeoutException || ClusterEngine.IsTransient(fault))
        {
            // Late, or on a node that is lost: there is an answer within the deadline all the same.
            metrics.Fallback();
            result = fallback();
        }
        latency.Record(Stopwatch.GetElapsedTime(started));
        return result;
    }
}
