using Personalization.Engine.Experiments.Sequential;
using Personalization.Engine.Statistics;

namespace Personalization.Engine.Experiments.Verdicts;

/// <summary>One treatment against the control, in one metric.</summary>
/// <param name="Variant">The treatment's key.</param>
/// <param name="MetricId">The metric.</param>
/// <param name="Result">What may be said at this look, however often one looks.</param>
/// <param name="AdjustedPValue">
/// The always-valid p-value, allowing for the number of treatments (primary metric, Holm, least so far) or of all secondary comparisons
/// (Benjamini and Hochberg).
/// </param>
/// <param name="Fixed">Welch's test, for those who look once, at the planned size.</param>
public sealed record TreatmentAnalysis(string Variant, string MetricId, SequentialResult Result, double AdjustedPValue, TestResult Fixed);
