namespace Personalization.Contracts.Experiments;

/// <summary>
/// A look at an experiment's figures that is kept in the log: together they are its course, and the last one holds what was once certain.
/// Immutable.
/// </summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("experiment-look")]
public sealed record InterimAnalysis
{
    /// <summary>The experiment.</summary>
    [Id(0)]
    public required string ExperimentId { get; init; }

    /// <summary>Its place among the experiment's analyses that are kept, from 1. The first look with a number stays.</summary>
    [Id(1)]
    public int Number { get; init; }

    /// <summary>The revision of the definition that it was made by.</summary>
    [Id(2)]
    public int Revision { get; init; }

    /// <summary>When it was made.</summary>
    [Id(3)]
    public required DateTimeOffset At { get; init; }

    /// <summary>Exposed people of all variants.</summary>
    [Id(4)]
    public long People { get; init; }

    /// <summary>The kind of the verdict, such as <c>keep_running</c>.</summary>
    [Id(5)]
    public required string Verdict { get; init; }

    /// <summary>The variant that the verdict is about.</summary>
    [Id(6)]
    public string? Variant { get; init; }

    /// <summary>The least sequential p-value of the split so far, [0, 1].</summary>
    [Id(7)]
    public double SampleRatioPValue { get; init; }

    /// <summary>The primary metric of each treatment, in the definition's order.</summary>
    [Id(8)]
    public IReadOnlyList<TreatmentInterim> Treatments { get; init; } = [];

    /// <summary>Guardrails that were harmed so far.</summary>
    [Id(9)]
    public IReadOnlyList<GuardrailHarm> Harms { get; init => field = value ?? []; } = [];
}
