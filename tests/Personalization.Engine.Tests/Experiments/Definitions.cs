using Personalization.Contracts.Experiments;

namespace Personalization.Engine.Tests.Experiments;

/// <summary>Experiments to begin with.</summary>
internal static class Definitions
{
    public static ExperimentDefinition Running(params (string Key, double Weight)[] variants) => new()
    {
        ExperimentId = "checkout",
        State = ExperimentState.Running,
        PrimaryMetric = new MetricDefinition { MetricId = "purchase", Kind = MetricKind.Conversion, EventType = "purchase" },
        Variants = variants.Length == 0
            ? [new VariantDefinition { Key = "control" }, new VariantDefinition { Key = "treatment" }]
            : [.. variants.Select(v => new VariantDefinition { Key = v.Key, Weight = v.Weight })],
    };
}
