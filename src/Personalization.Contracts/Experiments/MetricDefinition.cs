namespace Personalization.Contracts.Experiments;

/// <summary>What is measured of each person in an experiment. Immutable.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("metric-definition")]
public sealed record MetricDefinition
{
    /// <summary>Identity within the experiment. 1 to 64 characters.</summary>
    [Id(0)]
    public required string MetricId { get; init; }

    /// <summary>What people call it; the id is shown when absent.</summary>
    [Id(1)]
    public string? Name { get; init; }

    /// <summary>How events become a value.</summary>
    [Id(2)]
    public MetricKind Kind { get; init; }

    /// <summary>The events that count; of a ratio the numerator.</summary>
    [Id(3)]
    public required string EventType { get; init; }

    /// <summary>The events that a ratio is taken per; needed for <see cref="MetricKind.Ratio"/> alone.</summary>
    [Id(4)]
    public string? DenominatorEventType { get; init; }

    /// <summary>Which change is welcome.</summary>
    [Id(5)]
    public MetricDirection Direction { get; init; }

    /// <summary>How long after the first exposure events count; the experiment's attribution window when absent.</summary>
    [Id(6)]
    public TimeSpan? Window { get; init; }

    /// <summary>From when on after the first exposure events count; of use for <see cref="MetricKind.Retention"/>.</summary>
    /// <value>0 or more, before the window's end; 0 by default.</value>
    [Id(7)]
    public TimeSpan WindowStart { get; init; }

    /// <summary>The most that one person's value counts for (winsorizing); not limited when absent.</summary>
    /// <value>Above 0.</value>
    [Id(8)]
    public double? Cap { get; init; }
}
