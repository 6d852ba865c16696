namespace Personalization.Contracts.Experiments;

/// <summary>The variant of an experiment that a person has. Immutable.</summary>
/// <param name="ExperimentId">The experiment.</param>
/// <param name="Variant">The variant's key.</param>
/// <param name="Parameters">What the variant does differently.</param>
public sealed record ExperimentAssignment(string ExperimentId, string Variant, JsonText Parameters);
