using System.Diagnostics;
using Personalization.Contracts;
using Personalization.Contracts.Ranking;
using Personalization.Engine.Events;
using Personalization.Engine.Profiles;
using Personalization.Engine.Ranking;

namespace Personalization.Actors.Ranking;

/// <summary>
/// Answers decision requests for a state: runs the decision path, makes single choices, and logs what was decided. The same for persons,
/// visits and nobody. Thread-safe.
/// </summary>
public sealed class Decider(DecisionPath path, DecisionOptions options, DecisionIds ids, IDecisionLog log, TimeProvider time)
{
    private const int Alternatives = 5;

    /// <summary>Recommends items for <paramref name="state"/>, or for nobody when it is <see langword="null"/>.</summary>
    public RecommendationResult Recommend(RecommendationRequest request, BehaviorState? state, bool fallback = false)
    {
        var started = Stopwatch.GetTimestamp();
        var now = time.GetUtcNow();
        var list = path.Decide(new DecisionQuery
        {
            State = state,
            Now = Now(now, state),
            ItemId = request.ItemId,
            Category = request.Category,
            Count = request.Count,
            ExcludeSeen = request.ExcludeSeen,
            Recommender = request.Recommender,
            Explain = request.Explain,
        });
        return Answer("recommend", list, request.UserId ?? request.SessionId, request.Placement, now, started, fallback);
    }

    /// <summary>Orders a given list.</summary>
    public RecommendationResult Rank(RankRequest request, BehaviorState? state, bool fallback = false)
    {
        var started = Stopwatch.GetTimestamp();
        var now = time.GetUtcNow();
        var list = path.Decide(new DecisionQuery
        {
            State = state,
            Now = Now(now, state),
            Count = request.Items.Count,
            Given = request.Items,
            Explain = request.Explain,
        });
        return Answer("rank", list, request.UserId ?? request.SessionId, request.Placement, now, started, fallback);
    }

    /// <summary>
    /// Chooses one item of a given set: the best-scored one with probability 1 − ε + ε/n, each other with ε/n.
    /// </summary>
    public PersonalizeResult Personalize(PersonalizeRequest request, BehaviorState? state, bool fallback = false)
    {
        var started = Stopwatch.GetTimestamp();
        var now = time.GetUtcNow();
        var id = ids.Next(out var random);
        var choice = Choose(request.AvailableItems.Count, random, out var propensity);
        var list = path.Decide(new DecisionQuery
        {
            State = state,
            Now = Now(now, state),
            Count = request.AvailableItems.Count,
            Given = request.AvailableItems,
            ReasonsFor = choice,
        });
        var result = new PersonalizeResult
        {
            DecisionId = id,
            SelectedItem = list.Items[choice].ItemId,
            ConfidenceScore = Math.Round(Confidence(list.Items, choice), 4),
            AlternativeOptions = Others(list.Items, choice),
            Reasoning = choice == 0 ? list.Items[0].Reasons : [new Reason("exploration", "Shown to learn how it is received", 1), .. list.Items[choice].Reasons],
            Propensity = propensity,
            ModelVersion = list.ModelVersion,
            Fallback = fallback,
            LatencyMs = Milliseconds(started),
        };
        (list.Items[0], list.Items[choice]) = (list.Items[choice], list.Items[0]);
        Log(id, "personalize", list, request.CustomerId ?? request.SessionId, request.Placement, now, propensity, request.Context);
        return result;
    }

    private RecommendationResult Answer(
        string kind, in RankedList list, string? user, string? placement, DateTimeOffset now, long started, bool fallback)
    {
        var id = ids.Next(out _);
        Log(id, kind, list, user, placement, now, 1, default);
        return new RecommendationResult
        {
            DecisionId = id,
            UserId = user,
            Items = list.Items,
            ModelVersion = list.ModelVersion,
            Stages = list.Stages,
            Fallback = fallback,
            LatencyMs = Milliseconds(started),
        };
    }

    private void Log(
        string id, string kind, in RankedList list, string? user, string? placement, DateTimeOffset now, double propensity, JsonText context)
    {
        var items = new string[list.Items.Length];
        var scores = new double[items.Length];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = list.Items[i].ItemId;
            scores[i] = list.Items[i].Score;
        }
        log.Append(new Decision
        {
            DecisionId = id,
            At = now,
            Kind = kind,
            UserId = user,
            Placement = placement,
            ModelVersion = list.ModelVersion,
            Items = items,
            Scores = scores,
            Propensity = propensity,
            Context = context,
        });
    }

    private int Choose(int count, ulong random, out double propensity)
    {
        var share = options.Exploration / count;
        var uniform = (random >> 11) * (1.0 / (1UL << 53));
        var choice = uniform < options.Exploration ? Math.Min(count - 1, (int)(uniform / share)) : 0;
        propensity = choice == 0 ? 1 - options.Exploration + share : share;
        return choice;
    }

    private double Confidence(RankedItem[] items, int choice)
    {
        var total = 0.0;
        foreach (var item in items)
        {
            total += Math.Exp((item.Score - items[choice].Score) / options.ConfidenceTemperature);
        }
        return 1 / total;
    }

    private static AlternativeOption[] Others(RankedItem[] items, int choice)
    {
        var others = new AlternativeOption[Math.Min(Alternatives, items.Length - 1)];
        for (int from = 0, to = 0; to < others.Length; from++)
        {
            if (from != choice)
            {
                others[to++] = new AlternativeOption(items[from].ItemId, items[from].Score);
            }
        }
        return others;
    }

    private static double Milliseconds(long started) => Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 3);

    // An event may be stamped a little ahead of this node's clock; a decision is never made before what it knows.
    private static uint Now(DateTimeOffset now, BehaviorState? state) => Math.Max(EventTime.Seconds(now), state?.LastSeen ?? 0);
}
