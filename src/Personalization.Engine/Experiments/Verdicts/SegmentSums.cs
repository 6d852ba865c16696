using Personalization.Engine.Experiments.Metrics;

namespace Personalization.Engine.Experiments.Verdicts;

/// <summary>A metric's sums within one segment of people.</summary>
/// <param name="Dimension">What people are told apart by: device, country.</param>
/// <param name="Segment">The segment.</param>
/// <param name="Control">The control's sums.</param>
/// <param name="Treatment">The treatment's sums.</param>
public sealed record SegmentSums(string Dimension, string Segment, MetricSums Control, MetricSums Treatment);
