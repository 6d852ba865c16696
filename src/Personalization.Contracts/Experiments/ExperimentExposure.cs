namespace Personalization.Contracts.Experiments;

/// <summary>A person's first meeting with an experiment. Immutable.</summary>
public sealed record ExperimentExposure
{
    /// <summary>The person.</summary>
    public required string UnitId { get; init; }

    /// <summary>The experiment.</summary>
    public required string ExperimentId { get; init; }

    /// <summary>The variant's place in the definition, from 0.</summary>
    public int Variant { get; init; }

    /// <summary>What was known of the person before, one number for each metric (primary, secondary, guardrails), for variance reduction.</summary>
    public IReadOnlyList<double> Covariates { get; init; } = [];

    /// <summary>What the person is told apart by, by dimension: <c>visitor</c> = <c>new</c>.</summary>
    public IReadOnlyDictionary<string, string> Segments { get; init; } = new Dictionary<string, string>();
}
