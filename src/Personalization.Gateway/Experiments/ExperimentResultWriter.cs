using System.Text.Json;
using Personalization.Contracts;
using Personalization.Contracts.Experiments;
using Personalization.Engine.Experiments.Verdicts;
using Personalization.Engine.Statistics;
using Personalization.Engine.Learning;

namespace Personalization.Gateway.Experiments;

/// <summary>Writes an experiment's results as JSON. What is not known yet, such as an interval without limits, is null.</summary>
internal static class ExperimentResultWriter
{
    public static void Write(Utf8JsonWriter writer, ExperimentResults results)
    {
        var (definition, analysis) = (results.Latest.Definition, results.Analysis);
        writer.WriteStartObject();
        writer.WritePropertyName("definition");
        JsonSerializer.Serialize(writer, definition, ContractsJson.Default.ExperimentDefinition);
        writer.WriteString("changed_at", results.Latest.At);
        writer.WriteString("change", results.Latest.Change);
        Number(writer, "progress", analysis.Progress);
        Verdict(writer, analysis.Verdict);
        writer.WriteStartObject("sample_ratio");
        Number(writer, "p_value", analysis.SampleRatioPValue);
        writer.WriteBoolean("mismatch", analysis.SampleRatioPValue < ExperimentAnalysis.SampleRatioAlpha);
        writer.WriteEndObject();
        Variants(writer, results);
        Metric(writer, "primary", definition.PrimaryMetric, results, analysis.Primary);
        writer.WriteStartArray("secondary");
        foreach (var metric in definition.SecondaryMetrics)
        {
            Metric(writer, null, metric, results, [.. analysis.Secondary.Where(s => s.MetricId == metric.MetricId)]);
        }
        writer.WriteEndArray();
        Guardrails(writer, analysis.Guardrails);
        Segments(writer, results.Segments);
        Analyses(writer, results);
        writer.WriteEndObject();
    }

    // The analyses that are kept, and behind them the one that these results are.
    private static void Analyses(Utf8JsonWriter writer, ExperimentResults results)
    {
        var definition = results.Latest.Definition;
        var now = InterimRules.Describe(results.Analyses.Count + 1, definition, results.Figures, results.Analysis, results.At);
        writer.WriteStartArray("looks");
        foreach (var look in results.Analyses.Append(now))
        {
            for (var i = 0; i < look.Treatments.Count; i++)
            {
                writer.WriteStartObject();
                writer.WriteString("at", look.At);
                writer.WriteNumber("people", look.People);
                writer.WriteString("variant", definition.Variants[i + 1].Key);
                Number(writer, "lift", look.Treatments[i].Lift);
                Interval(writer, "interval", new Interval(look.Treatments[i].Lower, look.Treatments[i].Upper));
                writer.WriteEndObject();
            }
        }
        writer.WriteEndArray();
    }

    private static void Verdict(Utf8JsonWriter writer, Verdict verdict)
    {
        writer.WriteStartObject("verdict");
        writer.WriteString("kind", verdict.Code);
        writer.WriteString("variant", verdict.Variant);
        writer.WriteString("reason", verdict.Reason);
        writer.WriteBoolean("final", verdict.IsFinal);
        writer.WriteEndObject();
    }

    private static void Variants(Utf8JsonWriter writer, ExperimentResults results)
    {
        var (definition, bayesian) = (results.Latest.Definition, results.Analysis.Bayesian);
        writer.WriteStartArray("variants");
        for (var i = 0; i < definition.Variants.Count; i++)
        {
            writer.WriteStartObject();
            writer.WriteString("key", definition.Variants[i].Key);
            writer.WriteNumber("people", results.Figures.People[i]);
            Number(writer, "probability_best", bayesian?.ProbabilityBest[i] ?? double.NaN);
            Number(writer, "expected_loss", bayesian?.ExpectedLoss[i] ?? double.NaN);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void Metric(
        Utf8JsonWriter writer, string? name, MetricDefinition metric, ExperimentResults results, IReadOnlyList<TreatmentAnalysis> treatments)
    {
        if (name is null)
        {
            writer.WriteStartObject();
        }
        else
        {
            writer.WriteStartObject(name);
        }
        writer.WriteString("metric_id", metric.MetricId);
        writer.WriteStartArray("estimates");
        foreach (var estimate in results.Estimates(metric.MetricId))
        {
            writer.WriteStartObject();
            Number(writer, "mean", estimate.Mean);
            Number(writer, "standard_error", estimate.StandardError);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteStartArray("treatments");
        foreach (var treatment in treatments)
        {
            writer.WriteStartObject();
            writer.WriteString("variant", treatment.Variant);
            Number(writer, "difference", treatment.Result.Comparison.Difference);
            Number(writer, "lift", treatment.Result.Comparison.Lift);
            Interval(writer, "lift_interval", treatment.Result.Lift);
            Number(writer, "p_value", treatment.AdjustedPValue);
            Number(writer, "fixed_horizon_p_value", treatment.Fixed.PValue);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Guardrails(Utf8JsonWriter writer, IReadOnlyList<GuardrailAnalysis> guardrails)
    {
        writer.WriteStartArray("guardrails");
        foreach (var guardrail in guardrails)
        {
            writer.WriteStartObject();
            writer.WriteString("variant", guardrail.Variant);
            writer.WriteString("metric_id", guardrail.MetricId);
            Interval(writer, "harm_interval", guardrail.Test.Harm);
            writer.WriteBoolean("harmed", guardrail.Test.Harmed);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void Segments(Utf8JsonWriter writer, IReadOnlyList<(string Variant, IReadOnlyList<SegmentReport> Reports)> segments)
    {
        writer.WriteStartArray("segments");
        foreach (var (variant, reports) in segments)
        {
            foreach (var report in reports)
            {
                writer.WriteStartObject();
                writer.WriteString("variant", variant);
                writer.WriteString("dimension", report.Dimension);
                Number(writer, "p_value", report.AdjustedPValue);
                writer.WriteStartArray("effects");
                foreach (var effect in report.Segments)
                {
                    writer.WriteStartObject();
                    writer.WriteString("segment", effect.Segment);
                    writer.WriteNumber("people", effect.Comparison.Control.Count + effect.Comparison.Treatment.Count);
                    Number(writer, "lift", effect.Comparison.Lift);
                    Number(writer, "p_value", effect.AdjustedPValue);
                    writer.WriteEndObject();
                }
                writer.WriteEndArray();
                writer.WriteEndObject();
            }
        }
        writer.WriteEndArray();
    }

    private static void Interval(Utf8JsonWriter writer, string name, Interval interval)
    {
        writer.WriteStartArray(name);
        Value(writer, interval.Lower);
        Value(writer, interval.Upper);
        writer.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter writer, string name, double value)
    {
        writer.WritePropertyName(name);
        Value(writer, value);
    }

    private static void Value(Utf8JsonWriter writer, double value)
    {
        if (double.IsFinite(value))
        {
            writer.WriteNumberValue(value);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
