using Personalization.Engine.Statistics;

namespace Personalization.Engine.OffPolicy;

/// <summary>What one estimator says of a policy's value.</summary>
/// <param name="Estimator">Which.</param>
/// <param name="Value">The mean reward that the target would have had.</param>
/// <param name="StandardError">The standard error, from the influence of each row.</param>
/// <param name="Interval">The interval; <see langword="null"/> where the method offers none for this estimator.</param>
/// <param name="EffectiveSampleSize">
/// Of the weights that the estimator uses, after clipping, switching or shrinking; for DM the rows.
/// </param>
/// <param name="Parameter">τ or λ; NaN for estimators without one.</param>
public sealed record OffPolicyEstimate(
    OffPolicyEstimator Estimator, double Value, double StandardError, Interval? Interval, double EffectiveSampleSize, double Parameter);
