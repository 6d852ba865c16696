using Personalization.Engine.Experiments.Sequential;

namespace Personalization.Engine.Experiments.Verdicts;

/// <summary>One guardrail of one treatment.</summary>
/// <param name="Variant">The treatment's key.</param>
/// <param name="MetricId">The guardrail's metric.</param>
/// <param name="Test">What may be said at this look.</param>
public sealed record GuardrailAnalysis(string Variant, string MetricId, GuardrailTest Test);
