namespace Personalization.Engine.Learning;

/// <summary>A person in an experiment, without the person: what sums need.</summary>
/// <param name="ExperimentId">The experiment.</param>
/// <param name="Variant">The variant's place in the definition.</param>
/// <param name="Segments">What the person is told apart by: dimension, then value, and so on.</param>
public readonly record struct ExperimentUnit(string ExperimentId, int Variant, string[] Segments);
