using Personalization.Contracts.Experiments;

namespace Personalization.Engine.Experiments.Metrics;

/// <summary>
/// What is kept of one person for one metric while the attribution window runs: how many events came, and what they add up to. Immutable.
/// </summary>
/// <param name="Events">Events of the metric's type within the window.</param>
/// <param name="Sum">The sum of their values.</param>
/// <param name="Per">Events of a ratio's denominator within the window.</param>
/// <param name="Covariate">What was known before the exposure.</param>
public readonly record struct PersonTally(long Events, double Sum, long Per, double Covariate)
{
    /// <summary>With one more event, if it counts.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="window">The experiment's attribution window, for metrics without one of their own.</param>
    /// <param name="eventType">The event's type.</param>
    /// <param name="value">The event's value; 0 when it has none.</param>
    /// <param name="sinceExposure">How long after the person's first exposure it happened; an event before it does not count.</param>
    public PersonTally With(MetricDefinition metric, TimeSpan window, string eventType, double value, TimeSpan sinceExposure)
    {
        if (sinceExposure < metric.WindowStart || sinceExposure >= (metric.Window ?? window))
        {
            return this;
        }
        var counts = string.Equals(eventType, metric.EventType, StringComparison.Ordinal);
        var per = metric.DenominatorEventType is { } denominator && string.Equals(eventType, denominator, StringComparison.Ordinal);
        return this with { Events = Events + (counts ? 1 : 0), Sum = Sum + (counts ? value : 0), Per = Per + (per ? 1 : 0) };
    }

    /// <summary>The person's contribution to the metric's sums.</summary>
    public PersonValue ValueOf(MetricDefinition metric)
    {
        var value = metric.Kind switch
        {
            MetricKind.Conversion or MetricKind.Retention => Events > 0 ? 1 : 0,
            MetricKind.Revenue => Sum,
            _ => Events,
        };
        return new PersonValue(
            Math.Min(value, metric.Cap ?? double.PositiveInfinity), metric.Kind == MetricKind.Ratio ? Per : 1, Covariate);
    }
}
