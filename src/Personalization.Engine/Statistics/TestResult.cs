namespace Personalization.Engine.Statistics;

/// <summary>What a test of a difference between two groups says, at one look that was planned beforehand.</summary>
/// <param name="Estimate">The difference, treatment less control.</param>
/// <param name="StandardError">Its standard error.</param>
/// <param name="Statistic">The test statistic, z or t.</param>
/// <param name="DegreesOfFreedom">Of the t distribution; ∞ for z.</param>
/// <param name="PValue">Two-sided, [0, 1].</param>
/// <param name="Interval">The confidence interval of the difference.</param>
public sealed record TestResult(
    double Estimate, double StandardError, double Statistic, double DegreesOfFreedom, double PValue, Interval Interval);
