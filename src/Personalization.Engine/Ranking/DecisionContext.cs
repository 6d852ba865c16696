using Personalization.Engine.Catalog;
using Personalization.Engine.Events;
using Personalization.Engine.Features;
using Personalization.Engine.Profiles;

namespace Personalization.Engine.Ranking;

/// <summary>
/// What one decision is about: for whom, when, beside which item, and what that person did lately, unpacked once. Reused from decision
/// to decision. Not thread-safe.
/// </summary>
public sealed class DecisionContext
{
    private readonly RecentEntry[] _recent = new RecentEntry[RecentEvents.MaxCapacity];
    private readonly Anchor[] _anchors;
    private readonly List<(int Column, int Anchor, (string Code, string Text) Reason)> _phrases = [];
    private readonly ReadModels _node;
    private readonly List<int> _tasteAttributes = [];
    private (float Taste, float Pull)[] _tasteByAttribute = new (float, float)[256];
    private int _recentCount;
    private int _anchorCount;

    /// <summary>Creates the context for decisions on <paramref name="node"/>.</summary>
    public DecisionContext(ReadModels node)
    {
        _node = node;
        _anchors = new Anchor[node.Options.Anchors];
    }

    /// <summary>The node's items and what is known of them.</summary>
    public ReadModels Node => _node;

    /// <summary>The person or visit; <see langword="null"/> for nobody.</summary>
    public BehaviorState? State { get; private set; }

    /// <summary>The time of the decision, in seconds since 1970.</summary>
    public uint Now { get; private set; }

    /// <summary>The number of the item being looked at, or -1.</summary>
    public int Item { get; private set; }

    /// <summary>The attribute number of the only category wanted, or -1 for any, or -2 for one that no item has.</summary>
    public int Category { get; private set; }

    /// <summary>How many items are wanted.</summary>
    public int Wanted { get; private set; }

    /// <summary>How many candidates a recommender adds at most.</summary>
    public int Most => Math.Max(_node.Options.CandidatesPerRecommender, 2 * Wanted);

    /// <summary>Whether everything seen stays out.</summary>
    public bool ExcludeSeen { get; private set; }

    /// <summary>The recent events, newest first.</summary>
    public ReadOnlySpan<RecentEntry> Recent => _recent.AsSpan(0, _recentCount);

    /// <summary>The items to start from, strongest relation first by recency.</summary>
    public ReadOnlySpan<Anchor> Anchors => _anchors.AsSpan(0, _anchorCount);

    /// <summary>Scratch space for recommenders that add up what speaks for an item.</summary>
    public ItemSums Sums { get; } = new();

    /// <summary>The person's attributes with their taste.</summary>
    public ReadOnlySpan<DecayedScores.Entry> Tastes => State is { } state ? state.Affinities.Entries : [];

    /// <summary>
    /// The person's taste for an attribute: its decayed score s as a share of the dimension's positive total t, s/(t + 1), [-1, 1]; the
    /// one, a single view's worth, keeps weak and faded evidence weak.
    /// </summary>
    public float TasteFor(int attribute) =>
        (uint)attribute < (uint)_tasteByAttribute.Length ? _tasteByAttribute[attribute].Taste : 0;

    /// <summary>The person's taste for an attribute times the importance of its dimension.</summary>
    public float PullOf(int attribute) =>
        (uint)attribute < (uint)_tasteByAttribute.Length ? _tasteByAttribute[attribute].Pull : 0;

    /// <summary>Starts a new decision.</summary>
    public void Reset(BehaviorState? state, uint now, int item, int category, int wanted, bool excludeSeen)
    {
        ClearTastes();
        _phrases.Clear();
        (State, Now, Item, Category, Wanted, ExcludeSeen) = (state, now, item, category, wanted, excludeSeen);
        _recentCount = state is null ? 0 : state.Recent.CopyTo(_recent);
        FindAnchors();
        FindTastes();
    }

    /// <summary>The words about an anchor, put together once a decision however many items they are said of.</summary>
    public (string Code, string Text) Phrase(
        int column, int anchor, Func<DecisionContext, Anchor, string, (string Code, string Text)> say, string code)
    {
        foreach (ref readonly var said in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_phrases))
        {
            if (said.Column == column && said.Anchor == anchor)
            {
                return said.Reason;
            }
        }
        var reason = say(this, _anchors[anchor], code);
        _phrases.Add((column, anchor, reason));
        return reason;
    }

    private void FindAnchors()
    {
        _anchorCount = 0;
        if (Item >= 0)
        {
            _anchors[_anchorCount++] = new Anchor(Item, null, 0, _node.Options.RequestedItemWeight);
        }
        var decay = 1f;
        foreach (var entry in Recent)
        {
            if (_anchorCount == _anchors.Length)
            {
                return;
            }
            if (entry.Item < 0 || HasAnchor(entry.Item))
            {
                continue;
            }
            var kind = _node.Vocabulary.Kinds[entry.Kind];
            if (kind.Is(EventMeaning.Rejects) || kind.Strength <= 0)
            {
                continue;
            }
            _anchors[_anchorCount++] = new Anchor(entry.Item, kind, entry.Time, decay * MathF.Sqrt(kind.Strength));
            decay *= _node.Options.AnchorDecay;
        }
    }

    private bool HasAnchor(int item)
    {
        for (var i = 0; i < _anchorCount; i++)
        {
            if (_anchors[i].Item == item)
            {
                return true;
            }
        }
        return false;
    }

    private void FindTastes()
    {
        Span<float> totals = stackalloc float[AttributeTable.Dimensions.Count];
        var attributes = _node.Vocabulary.Attributes;
        var fading = State is { } state ? state.Affinities.FactorAt(Now, (uint)_node.Profiles.AffinityHalfLife.TotalSeconds) : 0;
        foreach (var entry in Tastes)
        {
            totals[(int)attributes.DimensionOf(entry.Key)] += Math.Max(0, entry.Scaled);
        }
        foreach (var entry in Tastes)
        {
            if (entry.Key >= _tasteByAttribute.Length)
            {
                Array.Resize(ref _tasteByAttribute, Math.Max(entry.Key + 1, _tasteByAttribute.Length * 2));
            }
            var dimension = attributes.DimensionOf(entry.Key);
            var taste = Math.Clamp(fading * entry.Scaled / ((fading * totals[(int)dimension]) + 1), -1, 1);
            _tasteAttributes.Add(entry.Key);
            _tasteByAttribute[entry.Key] = (taste, taste * AttributeTable.Importance(dimension));
        }
    }

    private void ClearTastes()
    {
        foreach (var attribute in _tasteAttributes)
        {
            _tasteByAttribute[attribute] = default;
        }
        _tasteAttributes.Clear();
    }
}
