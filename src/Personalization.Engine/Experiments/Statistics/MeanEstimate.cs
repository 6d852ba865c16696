namespace Personalization.Engine.Experiments.Statistics;

/// <summary>A mean as estimated from people.</summary>
/// <param name="Mean">The estimate, in the metric's unit.</param>
/// <param name="StandardError">Its standard error, 0 or more.</param>
/// <param name="Count">The people it comes from.</param>
public readonly record struct MeanEstimate(double Mean, double StandardError, long Count);
