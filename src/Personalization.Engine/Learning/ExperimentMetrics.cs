using Personalization.Contracts.Experiments;

namespace Personalization.Engine.Learning;

/// <summary>All metrics of an experiment in one row: primary, secondary, guardrails.</summary>
public static class ExperimentMetrics
{
    /// <summary>The metrics of a definition.</summary>
    public static MetricDefinition[] Of(ExperimentDefinition definition)
    {
        var metrics = new MetricDefinition[1 + definition.SecondaryMetrics.Count + definition.Guardrails.Count];
        metrics[0] = definition.PrimaryMetric;
        for (var i = 0; i < definition.SecondaryMetrics.Count; i++)
        {
            metrics[1 + i] = definition.SecondaryMetrics[i];
        }
        for (var i = 0; i < definition.Guardrails.Count; i++)
        {
            metrics[1 + definition.SecondaryMetrics.Count + i] = definition.Guardrails[i].Metric;
        }
        return metrics;
    }
}
