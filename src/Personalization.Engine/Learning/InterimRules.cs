using Personalization.Contracts.Experiments;
using Personalization.Engine.Experiments.Sequential;
using Personalization.Engine.Experiments.Verdicts;
using Personalization.Engine.Statistics;

namespace Personalization.Engine.Learning;

/// <summary>
/// Which looks at an experiment are kept: those that count for its tests, those that change what is to be done, and as many others as a
/// plot needs. Pure.
/// </summary>
public static class InterimRules
{
    /// <summary>The most analyses of one experiment that are kept.</summary>
    public const int MostInterimAnalyses = 400;

    // People come without end and a verdict may waver; each reason for a look leaves room for the next one, and the last needs 20,000 times
    // the people to fill its own.
    private const int MostThatCount = 200, MostThatChange = 300;
    private const double Growth = 1.05;
    private const int LeastGrowth = 10;

    /// <summary>What an analysis wants to be given of the analyses before it.</summary>
    /// <param name="analyses">The analyses that are kept.</param>
    public static ExperimentMemory? Memory(IReadOnlyList<InterimAnalysis> analyses) =>
        analyses is not [.., var last] ? null : new ExperimentMemory(
            last.SampleRatioPValue,
            [.. last.Treatments.Select(t => new SequentialTrack(t.Time, t.PValue, t.Sign, new Interval(t.CommonLower, t.CommonUpper)))],
            last.Harms);

    /// <summary>The look to keep next; <see langword="null"/> when this one is not worth it.</summary>
    /// <param name="analyses">The analyses that are kept, whose <see cref="Memory"/> the analysis was given.</param>
    /// <param name="definition">The experiment.</param>
    /// <param name="figures">What was counted.</param>
    /// <param name="analysis">What it says.</param>
    /// <param name="at">Now.</param>
    public static InterimAnalysis? Next(
        IReadOnlyList<InterimAnalysis> analyses, ExperimentDefinition definition, ExperimentFigures figures, ExperimentAnalysis analysis,
        DateTimeOffset at)
    {
        var last = analyses is [.., var known] ? known : null;
        var look = Describe((last?.Number ?? 0) + 1, definition, figures, analysis, at);
        return IsWorth(last, look, analysis.Progress) ? look : null;
    }

    /// <summary>A look as it is shown and kept.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="definition">The experiment.</param>
    /// <param name="figures">What was counted.</param>
    /// <param name="analysis">What it says.</param>
    /// <param name="at">Now.</param>
    public static InterimAnalysis Describe(
        int number, ExperimentDefinition definition, ExperimentFigures figures, ExperimentAnalysis analysis, DateTimeOffset at) =>
        new()
        {
            ExperimentId = definition.ExperimentId,
            Number = number,
            Revision = definition.Revision,
            At = at,
            People = figures.People.Sum(),
            Verdict = analysis.Verdict.Code,
            Variant = analysis.Verdict.Variant,
            SampleRatioPValue = analysis.Memory.SampleRatioPValue,
            Treatments =
            [
                .. analysis.Primary.Zip(analysis.Memory.Treatments, static (t, track) => new TreatmentInterim(
                    t.Result.Comparison.Lift, t.Result.Lift.Lower, t.Result.Lift.Upper, track.Time, track.PValue, track.Sign,
                    track.Lift.Lower, track.Lift.Upper)),
            ],
            Harms = analysis.Memory.Harms,
        };

    private static bool IsWorth(InterimAnalysis? last, InterimAnalysis look, double progress)
    {
        var grown = look.People >= Math.Max((last?.People ?? 0) + LeastGrowth, Growth * (last?.People ?? 0));
        return look.Number <= MostInterimAnalyses && (grown
            || (look.Number <= MostThatChange && Changes(last, look))
            || (look.Number <= MostThatCount && progress <= 1 && Counts(last, look)));
    }

    private static bool Changes(InterimAnalysis? last, InterimAnalysis look) =>
        (look.Verdict, look.Variant) != (last?.Verdict ?? Verdict.CodeOf(VerdictKind.KeepRunning), last?.Variant)
            || look.Harms.Count != (last?.Harms.Count ?? 0);

    // A look that counted and was forgotten would count again, as another one, a moment later.
    private static bool Counts(InterimAnalysis? last, InterimAnalysis look)
    {
        for (var i = 0; i < look.Treatments.Count; i++)
        {
            if (look.Treatments[i].Time > (i < last?.Treatments.Count ? last.Treatments[i].Time : 0))
            {
                return true;
            }
        }
        return false;
    }
}
