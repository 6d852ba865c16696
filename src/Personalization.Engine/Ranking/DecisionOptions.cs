using System.ComponentModel.DataAnnotations;

namespace Personalization.Engine.Ranking;

/// <summary>How decisions are made.</summary>
public sealed class DecisionOptions
{
    /// <summary>Recent items that a decision starts from.</summary>
    /// <value>1 to 100; 10 by default.</value>
    [Range(1, 100)]
    public int Anchors { get; set; } = 10;

    /// <summary>The weight of each older recent item relative to the next newer one.</summary>
    /// <value>0 to 1; 0.85 by default.</value>
    [Range(0.0, 1.0)]
    public float AnchorDecay { get; set; } = 0.85f;

    /// <summary>The weight of the item that a request names, in views.</summary>
    /// <value>0 to 100; 4 by default.</value>
    [Range(0.0, 100.0)]
    public float RequestedItemWeight { get; set; } = 4;

    /// <summary>The most candidates that one recommender adds; twice the number of items wanted when that is more.</summary>
    /// <value>10 to 1,000; 40 by default.</value>
    [Range(10, 1000)]
    public int CandidatesPerRecommender { get; set; } = 40;

    /// <summary>Candidates that diversity re-ranking looks at, at least.</summary>
    /// <value>10 to 1,000; 40 by default.</value>
    [Range(10, 1000)]
    public int ReRankDepth { get; set; } = 40;

    /// <summary>The weight of relevance against diversity, λ of maximal marginal relevance: 1 ranks by score alone.</summary>
    /// <value>0 to 1; 0.8 by default.</value>
    [Range(0.0, 1.0)]
    public float Relevance { get; set; } = 0.8f;

    /// <summary>After how long a bought, rated or rejected item is held back by half.</summary>
    /// <value>1 hour to 3,650 days; 60 days by default.</value>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")]
    public TimeSpan ConsumedHalfLife { get; set; } = TimeSpan.FromDays(60);

    /// <summary>After how long a viewed item is held back by half as much.</summary>
    /// <value>1 minute to 365 days; 1 day by default.</value>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan SeenHalfLife { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How much a just viewed item is held back.</summary>
    /// <value>0 (not at all) to 1 (left out); 0.7 by default.</value>
    [Range(0.0, 1.0)]
    public float SeenPenalty { get; set; } = 0.7f;

    /// <summary>After how long an item counts as new by half.</summary>
    /// <value>1 hour to 365 days; 14 days by default.</value>
    [Range(typeof(TimeSpan), "01:00:00", "365.00:00:00")]
    public TimeSpan NoveltyHalfLife { get; set; } = TimeSpan.FromDays(14);

    /// <summary>The share of single choices that are made at random, so that every item's effect can be judged.</summary>
    /// <value>0 to 1; 0.05 by default.</value>
    [Range(0.0, 1.0)]
    public double Exploration { get; set; } = 0.05;

    /// <summary>The temperature of the softmax that turns scores into a confidence.</summary>
    /// <value>0.01 to 10; 0.1 by default.</value>
    [Range(0.01, 10.0)]
    public double ConfidenceTemperature { get; set; } = 0.1;

    /// <summary>The weight of each recommender in the score, by code; 0 leaves it out.</summary>
    public Dictionary<string, float> Weights { get; set; } = new(StringComparer.Ordinal)
    {
        ["item_to_item"] = 1.0f,
        ["also_bought"] = 0.4f,
        ["content"] = 0.35f,
        ["affinity"] = 0.3f,
        ["popular"] = 0.25f,
        ["trending"] = 0.1f,
        ["new"] = 0.05f,
    };
}
