using System.Globalization;
using Personalization.Engine.OffPolicy;

namespace Personalization.Tools.Evaluation.OffPolicy;

/// <summary>Writes a report as a table and a verdict in plain words.</summary>
internal static class OffPolicyTable
{
    /// <summary>Exit status of a verb whose question the data cannot answer.</summary>
    public const int Refused = 2;

    private static readonly string[] s_names =
        ["IPS", "SNIPS", "clipped IPS", "direct method", "doubly robust", "SNDR", "Switch-DR", "DR-OS"];

    /// <summary>Writes it.</summary>
    /// <returns>The exit status: 0, or <see cref="Refused"/>.</returns>
    public static int Write(TextWriter output, OffPolicyReport report, OffPolicyOptions options)
    {
        var d = report.Diagnostics;
        Line(output, $"{d.Rows:N0} rows, mean reward {report.LoggedValue:0.000000} ± {report.LoggedValueError:0.000000} (standard error)");
        Line(
            output,
            $"weights: mean {d.MeanWeight:0.000} ± {d.MeanWeightError:0.000}, largest {d.LargestWeight:0.0}, ",
            $"effective sample size {d.EffectiveSampleSize:N1}, never logged {d.UnsupportedMass:P2}");
        output.WriteLine();
        if (report.IsRefused)
        {
            output.WriteLine("No answer:");
            foreach (var refusal in report.Refusals)
            {
                output.WriteLine($"- {refusal.Text}");
            }
            return Refused;
        }
        Line(output, $"{"estimator",-15}{"value",12}{options.Confidence,13:P0} interval{"",9}{"std error",11}{"ESS",11}  parameter");
        foreach (var e in report.Estimates)
        {
            var interval = e.Interval is { } i
                ? string.Create(CultureInfo.InvariantCulture, $"{i.Lower:0.000000} to {i.Upper:0.000000}")
                : "none";
            var parameter = double.IsNaN(e.Parameter)
                ? ""
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{(e.Estimator == OffPolicyEstimator.OptimisticShrinkage ? "λ" : "τ")} {e.Parameter:0.###}");
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{s_names[(int)e.Estimator],-15}{e.Value,12:0.000000}{interval,31}{e.StandardError,11:0.000000}"
                + $"{e.EffectiveSampleSize,11:N0}  {parameter}").TrimEnd());
        }
        output.WriteLine();
        output.WriteLine(Verdict(report));
        return 0;
    }

    /// <summary>What the report says, by DR.</summary>
    public static string Verdict(OffPolicyReport report)
    {
        var robust = report[OffPolicyEstimator.DoublyRobust];
        var change = report.Comparison!;
        // Policies that are the same differ by rounding only.
        var rounding = 1e-12 * Math.Abs(report.LoggedValue);
        var words = change.Interval.Lower > rounding ? "is better than"
            : change.Interval.Upper < -rounding ? "is worse than"
            : "cannot be told apart from";
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"By the doubly robust estimate the target earns {robust.Value:0.000000} a decision and {words} the policy that logged "
            + $"({report.LoggedValue:0.000000}); the difference is {change.Difference:+0.000000;-0.000000} "
            + $"({change.Interval.Lower:+0.000000;-0.000000} to {change.Interval.Upper:+0.000000;-0.000000}).");
        return robust.Interval is { } interval && !interval.Holds(report[OffPolicyEstimator.DirectMethod].Value)
            ? text + " The reward model alone (direct method) says otherwise: it misses something, and is not to be trusted."
            : text;
    }

    private static void Line(TextWriter output, params FormattableString[] text) =>
        output.WriteLine(string.Concat(text.Select(static t => t.ToString(CultureInfo.InvariantCulture))));
}
