using Personalization.Engine.Profiles;

namespace Personalization.Engine.Ranking;

/// <summary>One question to the decision path.</summary>
public readonly record struct DecisionQuery
{
    /// <summary>The person or visit; <see langword="null"/> for nobody.</summary>
    public BehaviorState? State { get; init; }

    /// <summary>The time of the decision, in seconds since 1970.</summary>
    public required uint Now { get; init; }

    /// <summary>The id of the item being looked at.</summary>
    public string? ItemId { get; init; }

    /// <summary>The only category wanted.</summary>
    public string? Category { get; init; }

    /// <summary>How many items are wanted, ≥ 1.</summary>
    public required int Count { get; init; }

    /// <summary>Whether everything seen stays out.</summary>
    public bool ExcludeSeen { get; init; }

    /// <summary>The only recommender asked, by code.</summary>
    public string? Recommender { get; init; }

    /// <summary>The blend that scores in place of the node's own.</summary>
    public BlendScorer? Blend { get; init; }

    /// <summary>The weight of relevance against diversity in place of the node's own, [0, 1].</summary>
    public float? Relevance { get; init; }

    /// <summary>A given list to order instead of looking for candidates.</summary>
    public IReadOnlyList<string>? Given { get; init; }

    /// <summary>Chooses one item of the list, the only one that needs reasons then.</summary>
    public IListChooser? Chooser { get; init; }

    /// <summary>Whether stages and all reasons are wanted.</summary>
    public bool Explain { get; init; }
}
