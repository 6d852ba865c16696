namespace Personalization.Contracts.Experiments;

/// <summary>A variant that harms a guardrail. Immutable.</summary>
/// <param name="Variant">The variant's key.</param>
/// <param name="MetricId">The guardrail's metric.</param>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("guardrail-harm")]
public sealed record GuardrailHarm([property: Id(0)] string Variant, [property: Id(1)] string MetricId);
