using Personalization.Engine.Experiments.Metrics;

namespace Personalization.Engine.Experiments.Verdicts;

/// <summary>A treatment's effect within one segment.</summary>
/// <param name="Segment">The segment.</param>
/// <param name="Comparison">The estimates.</param>
/// <param name="PValue">Two-sided, for one look, [0, 1].</param>
/// <param name="AdjustedPValue">Allowing for all segments of all dimensions (Benjamini and Hochberg).</param>
public sealed record SegmentEffect(string Segment, Comparison Comparison, double PValue, double AdjustedPValue);
