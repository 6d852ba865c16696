using Personalization.Contracts.Experiments;
using Personalization.Engine.Experiments.Verdicts;
using Personalization.Engine.Statistics;
using Personalization.Engine.Learning;

namespace Personalization.Gateway.Experiments;

/// <summary>Says what an experiment's figures say. What is not known yet, such as an interval without limits, is null.</summary>
internal static class ExperimentReports
{
    /// <summary>The experiment in short.</summary>
    public static ExperimentSummary Summarize(ExperimentResults results)
    {
        var (definition, at) = (results.Latest.Definition, results.Latest.At);
        return new ExperimentSummary(
            definition.ExperimentId, definition.Name ?? definition.ExperimentId, definition.State, definition.Layer,
            definition.Variants.Count, results.Figures.People.Sum(), results.Analysis.Verdict.Code, definition.Revision, at);
    }

    /// <summary>All of it.</summary>
    public static ExperimentReport Of(ExperimentResults results)
    {
        var (definition, analysis) = (results.Latest.Definition, results.Analysis);
        var verdict = analysis.Verdict;
        return new ExperimentReport(
            definition, results.Latest.At, results.Latest.Change, Known(analysis.Progress),
            new ReportedVerdict(verdict.Code, verdict.Variant, verdict.Reason, verdict.IsFinal),
            new ReportedSampleRatio(Known(analysis.SampleRatioPValue), analysis.SampleRatioPValue < ExperimentAnalysis.SampleRatioAlpha),
            [.. definition.Variants.Select((variant, i) => new ReportedVariant(
                variant.Key, results.Figures.People[i], Known(analysis.Bayesian?.ProbabilityBest[i]),
                Known(analysis.Bayesian?.ExpectedLoss[i])))],
            Metric(definition.PrimaryMetric, results, analysis.Primary),
            [.. definition.SecondaryMetrics.Select(metric => Metric(
                metric, results, analysis.Secondary.Where(s => s.MetricId == metric.MetricId)))],
            [.. analysis.Guardrails.Select(static guardrail => new ReportedGuardrail(
                guardrail.Variant, guardrail.MetricId, Ends(guardrail.Test.Harm), guardrail.Test.Harmed))],
            [.. results.Segments.SelectMany(static treatment => treatment.Reports.Select(report => Segments(treatment.Variant, report)))],
            [.. Looks(results)]);
    }

    private static IEnumerable<ReportedLook> Looks(ExperimentResults results)
    {
        var definition = results.Latest.Definition;
        var now = InterimRules.Describe(results.Analyses.Count + 1, definition, results.Figures, results.Analysis, results.At);
        foreach (var look in results.Analyses.Append(now))
        {
            for (var i = 0; i < look.Treatments.Count; i++)
            {
                var treatment = look.Treatments[i];
                yield return new ReportedLook(
                    look.At, look.People, definition.Variants[i + 1].Key, Known(treatment.Lift),
                    Ends(new Interval(treatment.Lower, treatment.Upper)));
            }
        }
    }

    private static ReportedMetric Metric(
        MetricDefinition metric, ExperimentResults results, IEnumerable<TreatmentAnalysis> treatments) => new(
        metric.MetricId,
        [.. results.Estimates(metric.MetricId).Select(static estimate =>
            new ReportedEstimate(Known(estimate.Mean), Known(estimate.StandardError)))],
        [.. treatments.Select(static treatment => new ReportedTreatment(
            treatment.Variant, Known(treatment.Result.Comparison.Difference), Known(treatment.Result.Comparison.Lift),
            Ends(treatment.Result.Lift), Known(treatment.AdjustedPValue), Known(treatment.Fixed.PValue)))]);

    private static ReportedSegments Segments(string variant, SegmentReport report) => new(
        variant, report.Dimension, Known(report.AdjustedPValue),
        [.. report.Segments.Select(static effect => new ReportedEffect(
            effect.Segment, effect.Comparison.Control.Count + effect.Comparison.Treatment.Count, Known(effect.Comparison.Lift),
            Known(effect.AdjustedPValue)))]);

    private static double?[] Ends(Interval interval) => [Known(interval.Lower), Known(interval.Upper)];

    private static double? Known(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
