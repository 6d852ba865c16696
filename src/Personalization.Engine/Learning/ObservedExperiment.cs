using Personalization.Contracts.Experiments;

namespace Personalization.Engine.Learning;

/// <summary>An experiment with its metrics in one row.</summary>
internal sealed record ObservedExperiment(ExperimentDefinition Definition, MetricDefinition[] Metrics);
