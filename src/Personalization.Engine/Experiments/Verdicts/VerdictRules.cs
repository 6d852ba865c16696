using Personalization.Contracts.Experiments;
using Personalization.Engine.Statistics;

namespace Personalization.Engine.Experiments.Verdicts;

/// <summary>From what is certain to what is to be done, in the order of what weighs most.</summary>
internal static class VerdictRules
{
    public static Verdict Of(
        ExperimentDefinition definition, IReadOnlyList<TreatmentAnalysis> primary, ExperimentMemory memory, double progress)
    {
        if (memory.SampleRatioPValue < ExperimentAnalysis.SampleRatioAlpha)
        {
            return new Verdict(VerdictKind.Invalid, null,
                "The variants did not get the shares of people that were set (sample-ratio mismatch, p "
                + $"{Small(memory.SampleRatioPValue)}). Some people are lost or counted wrongly, so none of the results can be trusted; "
                + "find the cause before running it again.");
        }
        if (memory.Harms.Count > 0)
        {
            var harm = memory.Harms[0];
            return new Verdict(VerdictKind.Harmed, harm.Variant,
                $"Variant {harm.Variant} makes the guardrail {harm.MetricId} worse by more than is tolerated.");
        }
        var decrease = definition.PrimaryMetric.Direction == MetricDirection.Decrease;
        var metric = definition.PrimaryMetric.Name ?? definition.PrimaryMetric.MetricId;
        var confidence = Percent(1 - (definition.Alpha / primary.Count));
        var (best, worse, without) = (-1, 0, 0);
        for (var i = 0; i < primary.Count; i++)
        {
            var lift = decrease ? memory.Treatments[i].Lift.Negate() : memory.Treatments[i].Lift;
            var certain = primary[i].AdjustedPValue <= definition.Alpha;
            var sign = memory.Treatments[i].Sign * (decrease ? -1 : 1);
            worse += certain && sign < 0 ? 1 : 0;
            without += lift.Upper < definition.MinimumEffect ? 1 : 0;
            if (certain && sign > 0 && (best < 0 || Gain(primary[i], decrease) > Gain(primary[best], decrease)))
            {
                best = i;
            }
        }
        if (best >= 0)
        {
            return new Verdict(VerdictKind.Winner, primary[best].Variant,
                $"Variant {primary[best].Variant} wins: {metric} changes by {Signed(primary[best].Result.Comparison.Lift)} against the "
                + $"control ({confidence} confidence: {Range(memory.Treatments[best].Lift)}), "
                + $"after {Percent(progress)} of the planned size.");
        }
        if (worse == primary.Count)
        {
            return new Verdict(VerdictKind.ControlWins, definition.Variants[0].Key,
                $"The control wins: every variant makes {metric} worse. {Listed(primary, memory)}");
        }
        if (without == primary.Count)
        {
            return new Verdict(VerdictKind.NoDifference, null,
                $"There is no difference worth having: an improvement of {metric} by {Percent(definition.MinimumEffect)} is ruled out. "
                + $"{Listed(primary, memory)}");
        }
        if (progress >= 1)
        {
            return new Verdict(VerdictKind.PlanReached, null,
                $"The planned size is reached and no difference was shown. {Listed(primary, memory)} Going on is allowed, but only "
                + "overwhelming evidence counts from here.");
        }
        return new Verdict(
            VerdictKind.KeepRunning, null,
            $"Nothing is certain yet, after {Percent(progress)} of the planned size. {Listed(primary, memory)}");
    }

    // How much better the treatment is, in the welcome direction.
    private static double Gain(TreatmentAnalysis treatment, bool decrease) => (decrease ? -1 : 1) * treatment.Result.Comparison.Difference;

    private static string Listed(IReadOnlyList<TreatmentAnalysis> primary, ExperimentMemory memory)
    {
        var parts = new string[primary.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = $"{primary[i].Variant}: {Signed(primary[i].Result.Comparison.Lift)} ({Range(memory.Treatments[i].Lift)})";
        }
        return string.Join("; ", parts) + ".";
    }

    private static string Range(Interval interval) =>
        double.IsFinite(interval.Lower) && double.IsFinite(interval.Upper)
            ? $"{Signed(interval.Lower)} to {Signed(interval.Upper)}"
            : "anything is possible";

    private static string Signed(double share) =>
        double.IsFinite(share) ? FormattableString.Invariant($"{(share >= 0 ? "+" : "−")}{Math.Abs(share) * 100:0.0} %") : "unknown";

    private static string Percent(double share) => FormattableString.Invariant($"{share * 100:0.##} %");

    private static string Small(double p) => p < 1e-6 ? "below 0.000001" : FormattableString.Invariant($"{p:0.######}");
}
