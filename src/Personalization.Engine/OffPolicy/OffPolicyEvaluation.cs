using Personalization.Engine.Statistics;

namespace Personalization.Engine.OffPolicy;

/// <summary>
/// Judges a policy by what another one logged, or says why the log cannot answer. Pure and deterministic: the same log and options give the
/// same report. Thread-safe.
/// </summary>
public static class OffPolicyEvaluation
{
    /// <summary>Checks the log, and estimates the target's value with every estimator if the log can answer.</summary>
    /// <param name="log">The rows; none may be added meanwhile.</param>
    /// <param name="options">How; the defaults when absent.</param>
    public static OffPolicyReport Evaluate(PolicyLog log, OffPolicyOptions? options = null)
    {
        options ??= new OffPolicyOptions();
        var sums = new ImportanceSums();
        for (var i = 0; i < log.Count; i++)
        {
            sums.Add(log.Rewards[i], log.Propensities[i], log.TargetProbabilities[i], log.UnsupportedMass[i]);
        }
        var refusals = new List<OffPolicyRefusal>(RefusalRules.Check(sums, options));
        if (FaultyFeatures(log) is > 0 and var faulty)
        {
            refusals.Add(new OffPolicyRefusal(RefusalReason.FaultyValues, $"{faulty} rows hold a feature that is no finite number."));
        }
        var refused = new OffPolicyReport(sums.Diagnostics(), sums.MeanReward, sums.MeanRewardError, refusals, [], null);
        return refused.IsRefused ? refused : Estimate(refused, log, options);
    }

    private static OffPolicyReport Estimate(OffPolicyReport report, PolicyLog log, OffPolicyOptions options)
    {
        var model = CrossFittedRidge.Fit(log, options.Folds, options.Penalty, options.Seed);
        var terms = EstimatorColumns.Create(log, model, options);
        var intervals = Intervals.Of(terms, options);
        var estimates = new OffPolicyEstimate[terms.Length];
        for (var e = 0; e < terms.Length; e++)
        {
            var t = terms[e];
            estimates[e] = new OffPolicyEstimate(t.Estimator, t.Value, t.StandardError, intervals[e], t.EffectiveSampleSize, t.Parameter);
        }
        return report with
        {
            Estimates = estimates,
            Comparison = Compare(terms[(int)OffPolicyEstimator.DoublyRobust], log, report.LoggedValue, options.Confidence)
        };
    }

    private static OffPolicyComparison Compare(EstimatorTerms target, PolicyLog log, double logged, double confidence)
    {
        var square = 0.0;
        for (var i = 0; i < log.Count; i++)
        {
            var influence = target.Influence[i] - (log.Rewards[i] - logged);
            square += influence * influence;
        }
        var error = Math.Sqrt(square / (log.Count - 1) / log.Count);
        var (difference, half) = (target.Value - logged, NormalDistribution.TwoSidedQuantile(1 - confidence) * error);
        return new OffPolicyComparison(difference, error, Interval.Around(difference, half));
    }

    private static int FaultyFeatures(PolicyLog log)
    {
        var faulty = 0;
        for (var i = 0; i < log.Count && log.FeatureCount > 0; i++)
        {
            if (!AreFinite(log.LoggedFeatures(i)) || !AreFinite(log.TargetFeatures(i)))
            {
                faulty++;
            }
        }
        return faulty;
    }

    private static bool AreFinite(ReadOnlySpan<double> values)
    {
        foreach (var value in values)
        {
            if (!double.IsFinite(value))
            {
                return false;
            }
        }
        return true;
    }
}
