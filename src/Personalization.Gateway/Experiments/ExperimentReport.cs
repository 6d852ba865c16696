using Personalization.Contracts.Experiments;

namespace Personalization.Gateway.Experiments;

/// <summary>An experiment with its results. What is not known yet is null.</summary>
/// <param name="Definition">What was defined.</param>
/// <param name="ChangedAt">When it was changed last.</param>
/// <param name="Change">What was changed.</param>
/// <param name="Progress">The share of the planned people who took part.</param>
/// <param name="Verdict">What is to be done.</param>
/// <param name="SampleRatio">Whether people were split as planned.</param>
/// <param name="Variants">The variants, the control first.</param>
/// <param name="Primary">The primary metric.</param>
/// <param name="Secondary">The secondary metrics.</param>
/// <param name="Guardrails">The guardrails, for each treatment.</param>
/// <param name="Segments">Where effects differ.</param>
/// <param name="Looks">The looks that are kept, and behind them the one that these results are.</param>
internal sealed record ExperimentReport(
    ExperimentDefinition Definition, DateTimeOffset ChangedAt, string Change, double? Progress, ReportedVerdict Verdict,
    ReportedSampleRatio SampleRatio,
    IReadOnlyList<ReportedVariant> Variants, ReportedMetric Primary, IReadOnlyList<ReportedMetric> Secondary,
    IReadOnlyList<ReportedGuardrail> Guardrails, IReadOnlyList<ReportedSegments> Segments, IReadOnlyList<ReportedLook> Looks);

/// <summary>What is to be done with an experiment.</summary>
/// <param name="Kind">What, such as keep_running.</param>
/// <param name="Variant">The variant it is about.</param>
/// <param name="Reason">Why, in plain words.</param>
/// <param name="Final">Whether the experiment is over, if its owner lets it end by itself.</param>
internal sealed record ReportedVerdict(string Kind, string? Variant, string Reason, bool Final);

/// <summary>Whether people were split as planned.</summary>
/// <param name="PValue">How likely such a split is by chance.</param>
/// <param name="Mismatch">Whether it is too unlikely.</param>
internal sealed record ReportedSampleRatio(double? PValue, bool Mismatch);

/// <summary>A variant.</summary>
/// <param name="Key">Its key.</param>
/// <param name="People">Who took part.</param>
/// <param name="ProbabilityBest">How likely it is the best.</param>
/// <param name="ExpectedLoss">What choosing it costs, if another one is better.</param>
internal sealed record ReportedVariant(string Key, long People, double? ProbabilityBest, double? ExpectedLoss);

/// <summary>A metric.</summary>
/// <param name="MetricId">Its identifier.</param>
/// <param name="Estimates">Variant by variant.</param>
/// <param name="Treatments">Each treatment against the control.</param>
internal sealed record ReportedMetric(
    string MetricId, IReadOnlyList<ReportedEstimate> Estimates, IReadOnlyList<ReportedTreatment> Treatments);

/// <summary>A variant's estimate of a metric.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="StandardError">Its standard error.</param>
internal sealed record ReportedEstimate(double? Mean, double? StandardError);

/// <summary>A treatment against the control.</summary>
/// <param name="Variant">The treatment.</param>
/// <param name="Difference">The difference of the means.</param>
/// <param name="Lift">The same, relative to the control.</param>
/// <param name="LiftInterval">The interval of the lift, which holds whenever one looks: lower end, upper end.</param>
/// <param name="PValue">The p-value, which holds whenever one looks.</param>
/// <param name="FixedHorizonPValue">The p-value of somebody who looks only once.</param>
internal sealed record ReportedTreatment(
    string Variant, double? Difference, double? Lift, IReadOnlyList<double?> LiftInterval, double? PValue, double? FixedHorizonPValue);

/// <summary>Whether a treatment harms what it must not.</summary>
/// <param name="Variant">The treatment.</param>
/// <param name="MetricId">The metric.</param>
/// <param name="HarmInterval">The interval of the harm: lower end, upper end.</param>
/// <param name="Harmed">Whether it does.</param>
internal sealed record ReportedGuardrail(string Variant, string MetricId, IReadOnlyList<double?> HarmInterval, bool Harmed);

/// <summary>Where a treatment's effect differs.</summary>
/// <param name="Variant">The treatment.</param>
/// <param name="Dimension">By what people are told apart.</param>
/// <param name="PValue">How likely such differences are by chance.</param>
/// <param name="Effects">Segment by segment.</param>
internal sealed record ReportedSegments(string Variant, string Dimension, double? PValue, IReadOnlyList<ReportedEffect> Effects);

/// <summary>A treatment's effect in a segment.</summary>
/// <param name="Segment">The segment.</param>
/// <param name="People">Who took part.</param>
/// <param name="Lift">The lift.</param>
/// <param name="PValue">Its p-value.</param>
internal sealed record ReportedEffect(string Segment, double People, double? Lift, double? PValue);

/// <summary>What was seen of a treatment at a moment.</summary>
/// <param name="At">When.</param>
/// <param name="People">Who took part by then.</param>
/// <param name="Variant">The treatment.</param>
/// <param name="Lift">The lift.</param>
/// <param name="Interval">Its interval: lower end, upper end.</param>
internal sealed record ReportedLook(DateTimeOffset At, long People, string Variant, double? Lift, IReadOnlyList<double?> Interval);
