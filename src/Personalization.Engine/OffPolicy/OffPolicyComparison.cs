using Personalization.Engine.Statistics;

namespace Personalization.Engine.OffPolicy;

/// <summary>The target against the policy that logged, on the same rows.</summary>
/// <param name="Difference">The target's value by DR less the mean logged reward.</param>
/// <param name="StandardError">Its standard error, row by row, so that what both share cancels.</param>
/// <param name="Interval">Difference ± z × standard error.</param>
public sealed record OffPolicyComparison(double Difference, double StandardError, Interval Interval);
