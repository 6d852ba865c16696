namespace Personalization.Contracts.Experiments;

/// <summary>What is measured of each person in an experiment. Immutable.</summary>
public sealed record MetricDefinition
{
    /// <summary>Identity within the experiment. 1 to 64 characters.</summary>
    public required string MetricId { get; init; }

    /// <summary>What people call it; the id is shown when absent.</summary>
    public string? Name { get; init; }

    /// <summary>How events become a value.</summary>
    public MetricKind Kind { get; init; }

    /// <summary>The events that count; of a ratio the numerator.</summary>
    public required string EventType { get; init; }

    /// <summary>The events that a ratio is taken per; needed for <see cref="MetricKind.Ratio"/> alone.</summary>
    public string? DenominatorEventType { get; init; }

    /// <summary>Which change is welcome.</summary>
    public MetricDirection Direction { get; init; }

    /// <summary>How long after the first exposure events count; the experiment's attribution window when absent.</summary>
    public TimeSpan? Window { get; init; }

    /// <summary>From when on after the first exposure events count; of use for <see cref="MetricKind.Retention"/>.</summary>
    /// <value>0 or more, before the window's end; 0 by default.</value>
    public TimeSpan WindowStart { get; init; }

    /// <summary>The most that one person's value counts for (winsorizing); not limited when absent.</summary>
    /// <value>Above 0.</value>
    public double? Cap { get; init; }
}
