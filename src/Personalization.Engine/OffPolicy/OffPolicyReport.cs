namespace Personalization.Engine.OffPolicy;

/// <summary>What a log says of a policy that did not write it, or why it says nothing.</summary>
/// <param name="Diagnostics">What the weights say.</param>
/// <param name="LoggedValue">The mean reward of the policy that logged; NaN without rows.</param>
/// <param name="LoggedValueError">Its standard error.</param>
/// <param name="Refusals">Why there is no answer; empty when there is one.</param>
/// <param name="Estimates">One for each estimator, in their order; empty when refused.</param>
/// <param name="Comparison">The target against the policy that logged; <see langword="null"/> when refused.</param>
public sealed record OffPolicyReport(
    WeightDiagnostics Diagnostics,
    double LoggedValue,
    double LoggedValueError,
    IReadOnlyList<OffPolicyRefusal> Refusals,
    IReadOnlyList<OffPolicyEstimate> Estimates,
    OffPolicyComparison? Comparison)
{
    /// <summary>Whether the log cannot answer.</summary>
    public bool IsRefused => Refusals.Count > 0;

    /// <summary>The estimate of one estimator.</summary>
    /// <exception cref="InvalidOperationException">The log cannot answer.</exception>
    public OffPolicyEstimate this[OffPolicyEstimator estimator] =>
        IsRefused ? throw new InvalidOperationException(Refusals[0].Text) : Estimates[(int)estimator];
}
