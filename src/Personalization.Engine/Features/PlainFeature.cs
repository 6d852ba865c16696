namespace Personalization.Engine.Features;

/// <summary>The features that have no parameters.</summary>
public enum PlainFeature
{
    /// <summary><c>recency_s</c>: seconds since the latest event.</summary>
    Recency,
    /// <summary><c>frequency.30d</c>: purchases in 30 days.</summary>
    Frequency,
    /// <summary><c>monetary.30d</c>: money spent in 30 days.</summary>
    Monetary,
    /// <summary><c>conversion_rate.30d</c>: purchases per view in 30 days, [0, 1].</summary>
    ConversionRate,
    /// <summary><c>engagement</c>: 1 − e^(−x/20), x = events in 7 days, weighted by how much each kind says, [0, 1).</summary>
    Engagement,
    /// <summary><c>price_level.mean</c>: mean price level by taste, 0 for the cheapest band; NaN without any.</summary>
    PriceLevelMean,
    /// <summary>
    /// <c>price_level.spread</c>: standard deviation of the price level by taste, in bands: small for people who are sensitive to price.
    /// </summary>
    PriceLevelSpread,
    /// <summary><c>sessions</c>: visits since ever.</summary>
    Sessions,
    /// <summary><c>events</c>: events since ever.</summary>
    Events,
    /// <summary><c>purchases</c>: purchases since ever.</summary>
    Purchases,
    /// <summary><c>spent</c>: money spent since ever.</summary>
    Spent,
    /// <summary><c>days_since_first</c>: days since the first event.</summary>
    DaysSinceFirst,
    /// <summary><c>session.events</c>: events in the current visit; 0 when it has timed out.</summary>
    SessionEvents,
    /// <summary><c>session.duration_s</c>: seconds from its first to its latest event.</summary>
    SessionDuration,
    /// <summary><c>session.views</c>: views in it.</summary>
    SessionViews,
    /// <summary><c>session.depth</c>: changes of item in it.</summary>
    SessionDepth,
    /// <summary><c>session.cart_quantity</c>: pieces in the cart.</summary>
    SessionCartQuantity,
    /// <summary><c>session.cart_value</c>: money in the cart.</summary>
    SessionCartValue,
    /// <summary><c>session.intent</c>: purchase intent, [0, 1].</summary>
    SessionIntent,
}
