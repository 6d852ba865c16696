namespace Personalization.Contracts.Experiments;

/// <summary>A variant that harms a guardrail. Immutable.</summary>
/// <param name="Variant">The variant's key.</param>
/// <param name="MetricId">The guardrail's metric.</param>
public sealed record GuardrailHarm(string Variant, string MetricId);
