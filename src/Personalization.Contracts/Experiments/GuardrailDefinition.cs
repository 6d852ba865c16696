namespace Personalization.Contracts.Experiments;

/// <summary>A metric that a variant must not harm. Immutable.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("guardrail-definition")]
public sealed record GuardrailDefinition
{
    /// <summary>What is measured.</summary>
    [Id(0)]
    public required MetricDefinition Metric { get; init; }

    /// <summary>The harm that is put up with, relative to the control: 0.01 lets the metric become 1 % worse.</summary>
    /// <value>0 to 1; 0 by default, any harm that is shown stops.</value>
    [Id(1)]
    public double Tolerance { get; init; }
}
