namespace Personalization.Engine.Features;

/// <summary>The forms of feature names.</summary>
public enum FeatureForm
{
    /// <summary>One of <see cref="PlainFeature"/>.</summary>
    Plain,
    /// <summary>How many events.</summary>
    Count,
    /// <summary>The sum of their values.</summary>
    Sum,
    /// <summary>The mean of their values; 0 without events.</summary>
    Mean,
    /// <summary>Events an hour.</summary>
    Rate,
    /// <summary>How many different items, among the recent events.</summary>
    DistinctItems,
    /// <summary>The share of one value in the positive tastes of its dimension, [-1, 1].</summary>
    Affinity,
}
