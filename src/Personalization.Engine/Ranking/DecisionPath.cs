using Personalization.Contracts.Ranking;
using Personalization.Engine.Events;
using Personalization.Engine.Recommenders;

namespace Personalization.Engine.Ranking;

/// <summary>
/// The way of every decision: candidates → filter → score → re-rank → explain. Reads the node's replica and one person's state,
/// nothing else. Thread-safe; each thread has its own buffers.
/// </summary>
public sealed class DecisionPath : IDisposable
{
    /// <summary>The most items in an answer.</summary>
    public const int MaxCount = 1000;

    private const int ReasonsWhenExplaining = 4;

    private readonly ReadModels _node;
    private readonly IRecommender[] _recommenders;
    private readonly ICandidateFilter _offerable;
    private readonly ICandidateFilter[] _repetition;
    private readonly BlendScorer _blend;
    private readonly IScorer[] _singleScorers;
    private readonly IReRanker _diversity;
    private readonly ScoreOrder _order = new();
    private readonly ThreadLocal<DecisionWorkspace> _workspace;

    /// <summary>Creates the path with the node's options.</summary>
    public DecisionPath(ReadModels node)
    {
        var options = node.Options;
        _node = node;
        _recommenders = AllRecommenders(options);
        _offerable = new ItemFilter();
        _repetition =
        [
            new ConsumedFilter(options.ConsumedHalfLife),
            new SeenFilter(options.SeenHalfLife, options.SeenPenalty),
        ];
        _blend = new BlendScorer(Codes, options.Weights);
        _singleScorers = [.. _recommenders.Select((r, i) => new SingleScorer(i, r.Code))];
        _diversity = new MarginalRelevance(options.Relevance, options.ReRankDepth);
        _workspace = new ThreadLocal<DecisionWorkspace>(() => new DecisionWorkspace(node, _recommenders.Length));
    }

    /// <summary>The recommenders' codes.</summary>
    public static IReadOnlyList<string> Codes { get; } = [.. AllRecommenders(new DecisionOptions()).Select(r => r.Code)];

    /// <summary>Makes one decision.</summary>
    public RankedList Decide(in DecisionQuery query)
    {
        var workspace = _workspace.Value!;
        var (context, candidates) = (workspace.Context, workspace.Candidates);
        var only = query.Recommender is { } code ? Array.FindIndex(_recommenders, r => r.Code == code) : -1;
        var blend = query.Blend ?? _blend;
        var trace = query.Explain ? new StageTimer() : null;
        Prepare(query, context, candidates, workspace);

        if (query.Given is null)
        {
            Retrieve(context, candidates, blend, only, trace);
            Filter(context, candidates, only >= 0 && _recommenders[only].Repeats, trace);
        }
        Score(context, candidates, blend, only, trace);

        IScorer scorer = only >= 0 ? _singleScorers[only] : blend;
        scorer.Score(context, candidates);
        trace?.Add("score", scorer.ModelVersion, candidates.CountKept());

        var ranked = RankedBuffer(workspace, query.Given is null ? context.Wanted : candidates.Count);
        var reRanker = query.Given is not null || only >= 0 ? _order
            : query.Relevance is { } relevance ? new MarginalRelevance(relevance, _node.Options.ReRankDepth) : _diversity;
        var count = reRanker.Order(context, candidates, ranked);
        trace?.Add("rerank", reRanker.Code, count);

        if (query.Given is not null)
        {
            count = AppendUnscored(candidates, ranked, count);
        }
        var choice = query.Chooser is { } chooser && count > 0 ? Choose(chooser, query, candidates, ranked[..count]) : -1;
        var items = Explain(query, context, candidates, scorer, ranked[..count], choice);
        trace?.Add("explain", "reasons", count);
        return new RankedList(items, scorer.ModelVersion, trace?.Stages, choice);
    }

    /// <summary>Frees the threads' buffers.</summary>
    public void Dispose() => _workspace.Dispose();

    private static IRecommender[] AllRecommenders(DecisionOptions options) =>
    [
        new NeighbourRecommender("item_to_item", n => n.Signals.AlsoViewed, null, options.Anchors, 0.02f),
        new NeighbourRecommender("also_bought", n => n.Signals.AlsoBought, EventMeaning.Purchase | EventMeaning.CartAdd, 5, 0.02f),
        new NeighbourRecommender("content", n => n.Catalog.Content, null, 3, 0.1f),
        new AffinityRecommender(),
        new PopularRecommender(),
        new TrendingRecommender(),
        new NewRecommender(options.NoveltyHalfLife),
        new RecentRecommender(),
    ];

    private void Prepare(in DecisionQuery query, DecisionContext context, CandidateSet candidates, DecisionWorkspace workspace)
    {
        var category = query.Category is null ? -1 : _node.Vocabulary.Attributes.Find(Catalog.AttributeDimension.Category, query.Category);
        var item = query.ItemId is null ? -1 : _node.Vocabulary.Items.Find(query.ItemId);
        candidates.Reset(_node.Catalog);
        context.Reset(
            query.State, query.Now, item, query.Category is not null && category < 0 ? -2 : category, query.Count, query.ExcludeSeen);
        if (query.Given is { } given)
        {
            if (workspace.Handles.Length < given.Count)
            {
                workspace.Handles = new int[Math.Max(given.Count, workspace.Handles.Length * 2)];
            }
            _node.Vocabulary.Items.Find(given, workspace.Handles);
            candidates.Close(workspace.Handles.AsSpan(0, given.Count));
        }
    }

    private void Retrieve(DecisionContext context, CandidateSet candidates, BlendScorer blend, int only, StageTimer? trace)
    {
        for (var i = 0; i < _recommenders.Length; i++)
        {
            if (only < 0 ? blend.Weighs(i) : only == i)
            {
                _recommenders[i].Retrieve(context, candidates);
                trace?.Add("candidates", _recommenders[i].Code, candidates.Count);
            }
        }
    }

    private void Filter(DecisionContext context, CandidateSet candidates, bool repeats, StageTimer? trace)
    {
        Filter(_offerable, context, candidates, trace);
        for (var i = 0; i < _repetition.Length && !repeats; i++)
        {
            Filter(_repetition[i], context, candidates, trace);
        }
    }

    private static void Filter(ICandidateFilter filter, DecisionContext context, CandidateSet candidates, StageTimer? trace)
    {
        filter.Apply(context, candidates);
        trace?.Add("filter", filter.Code, trace is null ? 0 : candidates.CountKept());
    }

    private void Score(DecisionContext context, CandidateSet candidates, BlendScorer blend, int only, StageTimer? trace)
    {
        candidates.ClearColumns();
        for (var i = 0; i < _recommenders.Length; i++)
        {
            if (only < 0 ? blend.Weighs(i) : only == i)
            {
                _recommenders[i].Score(context, candidates, i);
                trace?.Add("score", _recommenders[i].Code, candidates.Count);
            }
        }
    }

    private static int Choose(IListChooser chooser, in DecisionQuery query, CandidateSet candidates, ReadOnlySpan<int> ranked)
    {
        var ids = new string[ranked.Length];
        var scores = new double[ranked.Length];
        for (var i = 0; i < ids.Length; i++)
        {
            var slot = ranked[i];
            var item = candidates.Items[slot];
            (ids[i], scores[i]) = (item?.ItemId ?? query.Given![slot], item is null ? 0 : candidates.Scores[slot]);
        }
        return chooser.Choose(ids, scores);
    }

    private RankedItem[] Explain(
        in DecisionQuery query, DecisionContext context, CandidateSet candidates, IScorer scorer, ReadOnlySpan<int> ranked, int choice)
    {
        var items = new RankedItem[ranked.Length];
        Span<float> parts = stackalloc float[_recommenders.Length];
        for (var i = 0; i < items.Length; i++)
        {
            var slot = ranked[i];
            if (candidates.Items[slot] is not { } item)
            {
                items[i] = new RankedItem(query.Given![slot], 0, []);
                continue;
            }
            var reasons = choice >= 0 && choice != i
                ? []
                : Reasons(context, candidates, scorer, slot, parts, query.Explain ? ReasonsWhenExplaining : 1);
            items[i] = new RankedItem(item.ItemId, Math.Round(candidates.Scores[slot], 4), reasons);
        }
        return items;
    }

    private Reason[] Reasons(DecisionContext context, CandidateSet candidates, IScorer scorer, int slot, Span<float> parts, int most)
    {
        var total = 0f;
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = Math.Max(0, scorer.Contribution(candidates, slot, i));
            total += parts[i];
        }
        if (total <= 0)
        {
            return [];
        }
        var count = 0;
        foreach (var part in parts)
        {
            count += part > 0 ? 1 : 0;
        }
        var reasons = new Reason[Math.Min(count, most)];
        for (var r = 0; r < reasons.Length; r++)
        {
            var strongest = System.Numerics.Tensors.TensorPrimitives.IndexOfMax<float>(parts);
            reasons[r] = _recommenders[strongest].Explain(context, candidates, strongest, slot, Math.Round(parts[strongest] / total, 2));
            parts[strongest] = 0;
        }
        return reasons;
    }

    private static Span<int> RankedBuffer(DecisionWorkspace workspace, int count)
    {
        if (workspace.Ranked.Length < count)
        {
            workspace.Ranked = new int[Math.Max(count, workspace.Ranked.Length * 2)];
        }
        return workspace.Ranked.AsSpan(0, count);
    }

    // A given list comes back whole: what has no score follows in the order in which it was given, unknown items last.
    private static int AppendUnscored(CandidateSet candidates, Span<int> ranked, int count)
    {
        count = AppendUnscored(candidates, ranked, count, known: true);
        return AppendUnscored(candidates, ranked, count, known: false);
    }

    private static int AppendUnscored(CandidateSet candidates, Span<int> ranked, int count, bool known)
    {
        for (var slot = 0; slot < candidates.Count; slot++)
        {
            if (candidates.Scores[slot] <= 0 && candidates.Items[slot] is not null == known)
            {
                ranked[count++] = slot;
            }
        }
        return count;
    }
}
