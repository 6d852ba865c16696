using Personalization.Engine.Experiments.Metrics;
using Personalization.Engine.Statistics;

namespace Personalization.Engine.Experiments.Verdicts;

/// <summary>
/// Whether a treatment's lift differs between the segments of a dimension. Exploration, for one look: it decides nothing.
/// </summary>
/// <param name="Dimension">What people are told apart by.</param>
/// <param name="Segments">The effect in each segment.</param>
/// <param name="Heterogeneity">Cochran's Q over the lifts.</param>
/// <param name="AdjustedPValue">Q's p-value, allowing for the number of dimensions (Holm).</param>
public sealed record SegmentReport(
    string Dimension, IReadOnlyList<SegmentEffect> Segments, Heterogeneity Heterogeneity, double AdjustedPValue)
{
    /// <summary>
    /// Compares a treatment with the control in every segment of every dimension, in the order in which dimensions first appear.
    /// </summary>
    public static IReadOnlyList<SegmentReport> Of(IReadOnlyList<SegmentSums> segments)
    {
        var dimensions = new List<string>();
        var comparisons = new Comparison[segments.Count];
        var pValues = new double[segments.Count];
        for (var i = 0; i < segments.Count; i++)
        {
            if (!dimensions.Contains(segments[i].Dimension))
            {
                dimensions.Add(segments[i].Dimension);
            }
            var estimates = MetricEstimates.Of([segments[i].Control, segments[i].Treatment], adjust: true);
            comparisons[i] = new Comparison(estimates[0], estimates[1]);
            pValues[i] = NormalDistribution.TwoSided(comparisons[i].Z);
        }
        var adjusted = MultipleTesting.BenjaminiHochberg(pValues);
        var reports = new SegmentReport[dimensions.Count];
        var interactions = new double[dimensions.Count];
        for (var d = 0; d < reports.Length; d++)
        {
            var (effects, lifts, errors) = (new List<SegmentEffect>(), new List<double>(), new List<double>());
            for (var i = 0; i < segments.Count; i++)
            {
                if (segments[i].Dimension == dimensions[d])
                {
                    effects.Add(new SegmentEffect(segments[i].Segment, comparisons[i], pValues[i], adjusted[i]));
                    lifts.Add(comparisons[i].Lift);
                    errors.Add(comparisons[i].LiftError);
                }
            }
            var heterogeneity = Heterogeneity.Of(lifts.ToArray(), errors.ToArray());
            interactions[d] = heterogeneity.PValue;
            reports[d] = new SegmentReport(dimensions[d], effects, heterogeneity, 1);
        }
        var holm = MultipleTesting.Holm(interactions);
        for (var d = 0; d < reports.Length; d++)
        {
            reports[d] = reports[d] with { AdjustedPValue = holm[d] };
        }
        return reports;
    }
}
