using System.Diagnostics;
using Personalization.Log.Experiments;
using Personalization.Contracts;
using Personalization.Contracts.Experiments;
using Personalization.Contracts.Ranking;
using Personalization.Engine.Events;
using Personalization.Engine.Profiles;
using Personalization.Engine.Ranking;
using Personalization.Engine.Learning;

namespace Personalization.Log.Ranking;

/// <summary>
/// Answers decision requests for a state: runs the decision path, makes single choices, and logs what was decided. The same for persons,
/// visits and nobody. Thread-safe.
/// </summary>
public sealed class Decider(
    DecisionPath path, DecisionOptions options, DecisionIds ids, IDecisionLog log, BanditChooser choices, ExperimentAssigner assigner,
    TimeProvider time)
{
    private const int Alternatives = 5;

    /// <summary>Recommends items for <paramref name="state"/>, or for nobody when it is <see langword="null"/>.</summary>
    public RecommendationResult Recommend(RecommendationRequest request, BehaviorState? state, bool fallback = false)
    {
        var started = Stopwatch.GetTimestamp();
        var now = time.GetUtcNow();
        var person = request.UserId ?? request.SessionId;
        var assigned = fallback || request.Recommender is not null
            ? null
            : assigner.Find(new(person, state, request.Placement, default, now, Now(now, state)), static e => e.ChangesRecommendations);
        var settings = SettingsOf(assigned);
        var list = path.Decide(new DecisionQuery
        {
            State = state,
            Now = Now(now, state),
            ItemId = request.ItemId,
            Category = request.Category,
            Count = request.Count,
            ExcludeSeen = request.ExcludeSeen,
            Recommender = request.Recommender ?? settings?.Recommender,
            Blend = settings?.Blend,
            Relevance = settings?.Relevance,
            Explain = request.Explain,
        });
        return Answer("recommend", list, person, request.Placement, now, started, fallback, NameOf(assigned));
    }

    /// <summary>Orders a given list.</summary>
    public RecommendationResult Rank(RankRequest request, BehaviorState? state, bool fallback = false)
    {
        var started = Stopwatch.GetTimestamp();
        var now = time.GetUtcNow();
        var (person, seconds) = (request.UserId ?? request.SessionId, Now(now, state));
        var assigned = fallback
            ? null
            : assigner.Find(new(person, state, request.Placement, default, now, seconds), static e => e.ChangesRanks);
        var list = path.Decide(new DecisionQuery
        {
            State = state,
            Now = seconds,
            Count = request.Items.Count,
            Given = request.Items,
            Blend = SettingsOf(assigned)?.Blend,
            Explain = request.Explain,
        });
        return Answer("rank", list, person, request.Placement, now, started, fallback, NameOf(assigned));
    }

    /// <summary>Chooses one item of a given set: the placement's bandit does, by the policy that the person's experiment says.</summary>
    public PersonalizeResult Personalize(PersonalizeRequest request, BehaviorState? state, bool fallback = false)
    {
        var started = Stopwatch.GetTimestamp();
        var now = time.GetUtcNow();
        var id = ids.Next(out var random);
        var (person, seconds) = (request.CustomerId ?? request.SessionId, Now(now, state));
        var assigned = fallback
            ? null
            : assigner.Find(new(person, state, request.Placement, request.Context, now, seconds), static e => e.ChangesChoices);
        var settings = SettingsOf(assigned);
        var choice = choices.Prepare(
            request.Placement, settings?.Policy, state, request.Context, seconds, settings?.Exploration ?? options.Exploration, random);
        var list = path.Decide(new DecisionQuery
        {
            State = state,
            Now = seconds,
            Count = request.AvailableItems.Count,
            Given = request.AvailableItems,
            Blend = settings?.Blend,
            Chooser = choice,
        });
        var place = choice.Index;
        var result = new PersonalizeResult
        {
            DecisionId = id,
            SelectedItem = list.Items[place].ItemId,
            ConfidenceScore = Math.Round(Confidence(list.Items, place), 4),
            AlternativeOptions = Others(list.Items, place),
            Reasoning = Reasons(choice, list.Items),
            Propensity = choice.Propensity,
            ModelVersion = list.ModelVersion,
            Policy = choice.Policy,
            Experiment = NameOf(assigned),
            Fallback = fallback,
            LatencyMs = Milliseconds(started),
        };
        (list.Items[0], list.Items[place]) = (list.Items[place], list.Items[0]);
        Log(id, "personalize", list, person, request.Placement, now, choice.Propensity, request.Context, choice.Policy, NameOf(assigned));
        choices.Tell(id, now, choice);
        return result;
    }

    /// <summary>The variants of all running experiments that a person has, as a decision at the same time would find them.</summary>
    public AssignmentResult Assign(AssignmentRequest request, BehaviorState? state)
    {
        var now = time.GetUtcNow();
        return new AssignmentResult
        {
            UserId = request.UserId,
            SessionId = request.SessionId,
            Assignments = assigner.All(new(
                request.UserId ?? request.SessionId, state, request.Placement, request.Context, now, Now(now, state))),
        };
    }

    private static IReadOnlyList<Reason> Reasons(PlacementChoice choice, RankedItem[] items)
    {
        if (choice.Index == 0)
        {
            return items[0].Reasons;
        }
        return choice.Policy == ChoicePolicies.Ranking
            ? [new Reason("exploration", "Shown to learn how it is received", 1), .. items[choice.Index].Reasons]
            : [new Reason("bandit", "Received well here in such circumstances, or little is known of it yet", 1),
                .. items[choice.Index].Reasons];
    }

    private static VariantSettings? SettingsOf((RunningExperiment Experiment, int Variant)? assigned) =>
        assigned is { } found ? found.Experiment.Variants[found.Variant] : null;

    private static string? NameOf((RunningExperiment Experiment, int Variant)? assigned) =>
        assigned is { } found
            ? $"{found.Experiment.Definition.ExperimentId}:{found.Experiment.Definition.Variants[found.Variant].Key}"
            : null;

    private RecommendationResult Answer(
        string kind, in RankedList list, string? user, string? placement, DateTimeOffset now, long started, bool fallback,
        string? experiment)
    {
        var id = ids.Next(out _);
        Log(id, kind, list, user, placement, now, 1, default, null, experiment);
        return new RecommendationResult
        {
            DecisionId = id,
            UserId = user,
            Items = list.Items,
            ModelVersion = list.ModelVersion,
            Stages = list.Stages,
            Experiment = experiment,
            Fallback = fallback,
            LatencyMs = Milliseconds(started),
        };
    }

    private void Log(
        string id, string kind, in RankedList list, string? user, string? placement, DateTimeOffset now, double propensity,
        JsonText context, string? policy, string? experiment)
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
            Policy = policy,
            Experiment = experiment,
        });
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
