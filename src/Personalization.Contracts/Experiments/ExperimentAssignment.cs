namespace Personalization.Contracts.Experiments;

/// <summary>The variant of an experiment that a person has. Immutable.</summary>
/// <param name="ExperimentId">The experiment.</param>
/// <param name="Variant">The variant's key.</param>
/// <param name="Parameters">What the variant does differently.</param>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("experiment-assignment")]
public sealed record ExperimentAssignment(
    [property: Id(0)] string ExperimentId,
    [property: Id(1)] string Variant,
    [property: Id(2)] JsonText Parameters);
