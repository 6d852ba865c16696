using Personalization.Contracts.Experiments;
using Personalization.Engine.Experiments.Metrics;
using Personalization.Engine.Experiments.Sequential;
using Personalization.Engine.Statistics;

namespace Personalization.Engine.Experiments.Verdicts;

/// <summary>
/// All that an experiment's figures say. May be made at any moment and as often as one likes: the split, the guardrails and the primary
/// metric are tested so that each errs with at most its probability over the experiment's whole life.
/// </summary>
/// <param name="Progress">How far towards the planned size, by the treatment that is least far; 1 is reached.</param>
/// <param name="SampleRatioPValue">Whether people were split as set: sequential, the least so far.</param>
/// <param name="Primary">The primary metric of each treatment.</param>
/// <param name="Secondary">The secondary metrics of each treatment.</param>
/// <param name="Guardrails">The guardrails of each treatment.</param>
/// <param name="Bayesian">The primary metric of all variants, the control first.</param>
/// <param name="Verdict">What is to be done.</param>
/// <param name="Memory">What the next analysis wants to be given.</param>
public sealed record ExperimentAnalysis(
    double Progress,
    double SampleRatioPValue,
    IReadOnlyList<TreatmentAnalysis> Primary,
    IReadOnlyList<TreatmentAnalysis> Secondary,
    IReadOnlyList<GuardrailAnalysis> Guardrails,
    BayesianComparison? Bayesian,
    Verdict Verdict,
    ExperimentMemory Memory)
{
    /// <summary>The probability that an experiment whose people are split as set is ever called mismatched.</summary>
    public const double SampleRatioAlpha = 0.001;

    /// <summary>Analyses an experiment.</summary>
    /// <param name="definition">A definition without faults.</param>
    /// <param name="figures">What was counted.</param>
    /// <param name="memory">Of the analysis before this one, if there was one.</param>
    public static ExperimentAnalysis Of(ExperimentDefinition definition, ExperimentFigures figures, ExperimentMemory? memory = null)
    {
        memory ??= ExperimentMemory.Empty;
        var variants = definition.Variants;
        var treatments = variants.Count - 1;
        var alpha = definition.Alpha / treatments;
        var boundary = new PlannedBoundary(alpha);

        var sampleRatio = Math.Min(memory.SampleRatioPValue, SampleRatioOf(definition, figures));
        var comparisons = Comparisons(definition.PrimaryMetric.MetricId, variants.Count, figures, out var estimates);
        var times = new double[treatments];
        var looks = new SequentialResult[treatments];
        var tracks = new SequentialTrack[treatments];
        for (var i = 0; i < treatments; i++)
        {
            times[i] = InformationTime.Of(comparisons[i], definition.MinimumEffect, alpha, definition.Power);
            looks[i] = SequentialResult.At(comparisons[i], times[i], boundary);
            tracks[i] = (i < memory.Treatments.Count ? memory.Treatments[i] : SequentialTrack.Empty).With(looks[i], boundary);
        }

        var guardrails = GuardrailsOf(definition, figures, times);
        var harms = new List<GuardrailHarm>(memory.Harms);
        foreach (var guardrail in guardrails)
        {
            var harm = new GuardrailHarm(guardrail.Variant, guardrail.MetricId);
            if (guardrail.Test.Harmed && !harms.Contains(harm))
            {
                harms.Add(harm);
            }
        }
        var primary = Analyses(definition, definition.PrimaryMetric.MetricId, looks, MultipleTesting.Holm(PValues(tracks)));
        var now = new ExperimentMemory(sampleRatio, tracks, harms);
        var progress = Least(definition, times) / boundary.Horizon;
        return new ExperimentAnalysis(
            progress, sampleRatio, primary, SecondaryOf(definition, figures, times), guardrails, BayesianOf(definition, figures, estimates),
            VerdictRules.Of(definition, primary, now, progress), now);
    }

    private static double SampleRatioOf(ExperimentDefinition definition, ExperimentFigures figures)
    {
        var counts = new long[definition.Variants.Count];
        var weights = new double[definition.Variants.Count];
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = figures.People[i];
            weights[i] = definition.Variants[i].Weight;
        }
        return SampleRatio.SequentialPValue(counts, weights);
    }

    // Each treatment's comparison with the control. Covariates are used whenever there are any.
    private static Comparison[] Comparisons(string metricId, int variants, ExperimentFigures figures, out MeanEstimate[] estimates)
    {
        var sums = new MetricSums[variants];
        if (figures.Sums.TryGetValue(metricId, out var known))
        {
            for (var i = 0; i < variants; i++)
            {
                sums[i] = known[i];
            }
        }
        estimates = MetricEstimates.Of(sums, adjust: true);
        var comparisons = new Comparison[variants - 1];
        for (var i = 0; i < comparisons.Length; i++)
        {
            comparisons[i] = new Comparison(estimates[0], estimates[i + 1]);
        }
        return comparisons;
    }

    private static List<TreatmentAnalysis> SecondaryOf(ExperimentDefinition definition, ExperimentFigures figures, double[] times)
    {
        // Each at the full α: what is allowed for is the share of false findings, in the adjusted p-values.
        var boundary = new PlannedBoundary(definition.Alpha);
        var looks = new List<SequentialResult>();
        var pValues = new List<double>();
        foreach (var metric in definition.SecondaryMetrics)
        {
            var comparisons = Comparisons(metric.MetricId, definition.Variants.Count, figures, out _);
            for (var i = 0; i < comparisons.Length; i++)
            {
                looks.Add(SequentialResult.At(comparisons[i], times[i], boundary));
                pValues.Add(looks[^1].PValue);
            }
        }
        var adjusted = MultipleTesting.BenjaminiHochberg(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(pValues));
        var result = new List<TreatmentAnalysis>();
        for (var m = 0; m < definition.SecondaryMetrics.Count; m++)
        {
            var range = (m * times.Length)..((m + 1) * times.Length);
            result.AddRange(Analyses(definition, definition.SecondaryMetrics[m].MetricId, looks[range].ToArray(), adjusted[range]));
        }
        return result;
    }

    // Harm is one-sided, hence the doubled α; all guardrails of all treatments together stop a harmless experiment with probability α at
    // most.
    private static List<GuardrailAnalysis> GuardrailsOf(ExperimentDefinition definition, ExperimentFigures figures, double[] times)
    {
        var result = new List<GuardrailAnalysis>();
        if (definition.Guardrails.Count == 0)
        {
            return result;
        }
        var boundary = new PlannedBoundary(Math.Min(0.99, 2 * definition.Alpha / (definition.Guardrails.Count * times.Length)));
        foreach (var guardrail in definition.Guardrails)
        {
            var comparisons = Comparisons(guardrail.Metric.MetricId, definition.Variants.Count, figures, out _);
            for (var i = 0; i < comparisons.Length; i++)
            {
                result.Add(new GuardrailAnalysis(
                    definition.Variants[i + 1].Key, guardrail.Metric.MetricId,
                    GuardrailTest.Of(comparisons[i], guardrail.Metric.Direction, guardrail.Tolerance, times[i], boundary)));
            }
        }
        return result;
    }

    private static List<TreatmentAnalysis> Analyses(
        ExperimentDefinition definition, string metricId, SequentialResult[] looks, double[] adjusted)
    {
        var result = new List<TreatmentAnalysis>(looks.Length);
        for (var i = 0; i < looks.Length; i++)
        {
            var comparison = looks[i].Comparison;
            result.Add(new TreatmentAnalysis(
                definition.Variants[i + 1].Key, metricId, looks[i], adjusted[i],
                WelchTest.Of(comparison.Control, comparison.Treatment, definition.Alpha)));
        }
        return result;
    }

    private static BayesianComparison? BayesianOf(ExperimentDefinition definition, ExperimentFigures figures, MeanEstimate[] estimates)
    {
        var proportion = definition.PrimaryMetric.Kind is MetricKind.Conversion or MetricKind.Retention;
        var posteriors = new Posterior[estimates.Length];
        for (var i = 0; i < posteriors.Length; i++)
        {
            if (proportion && figures.Sums.TryGetValue(definition.PrimaryMetric.MetricId, out var sums))
            {
                posteriors[i] = Posterior.OfProportion(sums[i].Value, sums[i].Count - sums[i].Value);
            }
            else if (estimates[i].StandardError is > 0 and < double.PositiveInfinity)
            {
                posteriors[i] = Posterior.OfMean(estimates[i].Mean, estimates[i].StandardError);
            }
            else
            {
                return null;
            }
        }
        return BayesianComparison.Of(posteriors, definition.PrimaryMetric.Direction == MetricDirection.Decrease);
    }

    private static double[] PValues(SequentialTrack[] tracks)
    {
        var pValues = new double[tracks.Length];
        for (var i = 0; i < pValues.Length; i++)
        {
            pValues[i] = tracks[i].PValue;
        }
        return pValues;
    }

    // A treatment without weight gets nobody and holds nothing up.
    private static double Least(ExperimentDefinition definition, double[] times)
    {
        var least = double.PositiveInfinity;
        for (var i = 0; i < times.Length; i++)
        {
            least = definition.Variants[i + 1].Weight > 0 ? Math.Min(least, times[i]) : least;
        }
        return double.IsFinite(least) ? least : 0;
    }
}
