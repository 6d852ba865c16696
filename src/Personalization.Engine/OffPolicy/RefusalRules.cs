using System.Globalization;

namespace Personalization.Engine.OffPolicy;

/// <summary>When a log cannot answer. Pure, thread-safe.</summary>
public static class RefusalRules
{
    private const double Significant = 3.29;

    /// <summary>All reasons against an answer, the gravest first; none when the log can answer.</summary>
    public static IReadOnlyList<OffPolicyRefusal> Check(ImportanceSums sums, OffPolicyOptions options)
    {
        var d = sums.Diagnostics();
        var refusals = new List<OffPolicyRefusal>();
        void Refuse(RefusalReason reason, params FormattableString[] text) =>
            refusals.Add(new OffPolicyRefusal(reason, string.Concat(text.Select(static t => t.ToString(CultureInfo.InvariantCulture)))));

        if (d.Rows < options.LeastRows)
        {
            Refuse(RefusalReason.TooFewRows, $"There are {d.Rows:N0} rows; at least {options.LeastRows:N0} are needed.");
        }
        if (d.FaultyRows > 0)
        {
            Refuse(
                RefusalReason.FaultyValues,
                $"{d.FaultyRows:N0} rows hold a reward that is no finite number or a target probability outside [0, 1].");
        }
        if (d.FaultyPropensities > 0)
        {
            Refuse(
                RefusalReason.FaultyPropensities,
                $"{d.FaultyPropensities:N0} rows have no propensity in (0, 1]; ",
                $"without the probability of what was chosen nothing can be reweighted.");
        }
        if (sums.Count < 2)
        {
            return refusals;
        }
        if (d.UnsupportedMass > options.MostUnsupportedMass)
        {
            Refuse(
                RefusalReason.Unsupported,
                $"The target does things that were never logged: {d.UnsupportedMass:P1} of its probability, ",
                $"in {d.UnsupportedRows:N0} rows ({options.MostUnsupportedMass:P1} is tolerated). What they earn is unknown.");
        }
        if (d.EffectiveSampleSize < options.LeastEffectiveSampleSize)
        {
            Refuse(
                RefusalReason.EffectiveSampleTooSmall,
                $"The {d.Rows:N0} rows tell as much about the target as {d.EffectiveSampleSize:0.#} rows of its own ",
                $"({options.LeastEffectiveSampleSize:N0} are needed): ",
                $"the policies are too different, and the largest weight is {d.LargestWeight:N0}.");
        }
        var distance = Math.Abs(d.MeanWeight - 1);
        if (distance > 5 * options.MeanWeightTolerance
            || (distance > options.MeanWeightTolerance && distance > Significant * d.MeanWeightError))
        {
            Refuse(
                RefusalReason.WeightsOff,
                $"The mean weight is {d.MeanWeight:0.000} ± {d.MeanWeightError:0.000} where 1 is expected: ",
                $"the propensities are not those with which the choices were made, or too few rows tell.");
        }
        if (sums.IsConstant)
        {
            Refuse(RefusalReason.ConstantRewards, $"All rewards are {sums.MeanReward:0.###}: nothing tells how they depend on the choice.");
        }
        return refusals;
    }
}
