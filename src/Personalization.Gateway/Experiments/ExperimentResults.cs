using Personalization.Contracts.Experiments;
using Personalization.Engine.Experiments.Metrics;
using Personalization.Engine.Experiments.Verdicts;
using Personalization.Engine.Statistics;

namespace Personalization.Gateway.Experiments;

/// <summary>An experiment with all that its figures say.</summary>
/// <param name="Latest">The latest revision.</param>
/// <param name="Figures">What was counted.</param>
/// <param name="Analysis">What it says.</param>
/// <param name="Segments">Per treatment, where the effect differs.</param>
/// <param name="Analyses">The analyses that are kept, oldest first.</param>
/// <param name="At">When it was analysed.</param>
internal sealed record ExperimentResults(
    ExperimentRevision Latest, ExperimentFigures Figures, ExperimentAnalysis Analysis,
    IReadOnlyList<(string Variant, IReadOnlyList<SegmentReport> Reports)> Segments,
    IReadOnlyList<InterimAnalysis> Analyses, DateTimeOffset At)
{
    /// <summary>The estimates of a metric, variant by variant.</summary>
    public IReadOnlyList<MeanEstimate> Estimates(string metricId) =>
        Figures.Sums.TryGetValue(metricId, out var sums) ? MetricEstimates.Of(sums.ToArray(), adjust: true) : [];
}
