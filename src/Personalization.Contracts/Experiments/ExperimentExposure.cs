namespace Personalization.Contracts.Experiments;

/// <summary>A person's first meeting with an experiment. Immutable.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("experiment-exposure")]
public sealed record ExperimentExposure
{
    /// <summary>The person.</summary>
    [Id(0)]
    public required string UnitId { get; init; }

    /// <summary>The experiment.</summary>
    [Id(1)]
    public required string ExperimentId { get; init; }

    /// <summary>The variant's place in the definition, from 0.</summary>
    [Id(2)]
    public int Variant { get; init; }

    /// <summary>
    /// What was known of the person before, one number for each metric (primary, secondary, guardrails), for variance reduction.
    /// </summary>
    [Id(3)]
    public IReadOnlyList<double> Covariates { get; init; } = [];

    /// <summary>What the person is told apart by, by dimension: <c>visitor</c> = <c>new</c>.</summary>
    [Id(4)]
    public IReadOnlyDictionary<string, string> Segments { get; init; } = new Dictionary<string, string>();
}
