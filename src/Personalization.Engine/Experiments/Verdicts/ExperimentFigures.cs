using Personalization.Engine.Experiments.Metrics;

namespace Personalization.Engine.Experiments.Verdicts;

/// <summary>What was counted in an experiment so far. Immutable.</summary>
/// <param name="People">Exposed people of each variant, in the definition's order.</param>
/// <param name="Sums">
/// The sums of each variant, in the definition's order, by metric id. A metric that is missing counts as without data.
/// </param>
public sealed record ExperimentFigures(IReadOnlyList<long> People, IReadOnlyDictionary<string, IReadOnlyList<MetricSums>> Sums);
