using Personalization.Contracts.Experiments;
using Personalization.Engine.Experiments.Metrics;
using Personalization.Engine.Experiments.Verdicts;

namespace Personalization.Engine.Tests.Experiments.Verdicts;

public sealed class VerdictTests
{
    private static readonly ExperimentDefinition Two = Definitions.Running() with
    {
        MinimumEffect = 0.1,
        Guardrails = [new GuardrailDefinition
        {
            Metric = new MetricDefinition { MetricId = "bounce", EventType = "bounce", Direction = MetricDirection.Decrease }
        }],
    };

    private static readonly ExperimentDefinition Three =
        Definitions.Running(("control", 1), ("b", 1), ("c", 1)) with { MinimumEffect = 0.1 };

    [Fact]
    public void Nobody_yet_keeps_running()
    {
        var analysis = ExperimentAnalysis.Of(Two, new ExperimentFigures([0, 0], new Dictionary<string, IReadOnlyList<MetricSums>>()));
        Assert.Equal(VerdictKind.KeepRunning, analysis.Verdict.Kind);
        Assert.False(analysis.Verdict.IsFinal);
        Assert.Equal(0, analysis.Progress);
        Assert.Contains("anything is possible", analysis.Verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Small_difference_halfway_keeps_running()
    {
        var analysis = ExperimentAnalysis.Of(Two, Figures([7000, 7000], [700, 720]));
        Assert.Equal(VerdictKind.KeepRunning, analysis.Verdict.Kind);
        Assert.InRange(analysis.Progress, 0.3, 0.7);
    }

    [Fact]
    public void Clear_improvement_wins()
    {
        var verdict = ExperimentAnalysis.Of(Two, Figures([10_000, 10_000], [1000, 1200])).Verdict;
        Assert.Equal((VerdictKind.Winner, "treatment"), (verdict.Kind, verdict.Variant));
        Assert.StartsWith(
            "Variant treatment wins: purchase changes by +20.0 % against the control (95 % confidence:", verdict.Reason,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Clear_decline_is_the_controls_win()
    {
        var verdict = ExperimentAnalysis.Of(Two, Figures([10_000, 10_000], [1200, 1000])).Verdict;
        Assert.Equal((VerdictKind.ControlWins, "control"), (verdict.Kind, verdict.Variant));
    }

    [Fact]
    public void Decline_of_a_metric_that_should_decline_wins()
    {
        var definition = Two with { PrimaryMetric = Two.PrimaryMetric with { Direction = MetricDirection.Decrease } };
        Assert.Equal(VerdictKind.Winner, ExperimentAnalysis.Of(definition, Figures([10_000, 10_000], [1200, 1000])).Verdict.Kind);
        Assert.Equal(VerdictKind.ControlWins, ExperimentAnalysis.Of(definition, Figures([10_000, 10_000], [1000, 1200])).Verdict.Kind);
    }

    [Fact]
    public void Improvement_that_is_ruled_out_is_no_difference_worth_having()
    {
        var verdict = ExperimentAnalysis.Of(Two, Figures([14_000, 14_000], [1420, 1395])).Verdict;
        Assert.Equal(VerdictKind.NoDifference, verdict.Kind);
        Assert.Contains("by 10 % is ruled out", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Planned_size_without_a_result_says_so()
    {
        var verdict = ExperimentAnalysis.Of(Two, Figures([16_000, 16_000], [1600, 1665])).Verdict;
        Assert.Equal(VerdictKind.PlanReached, verdict.Kind);
    }

    [Fact]
    public void Best_of_several_treatments_wins()
    {
        var verdict = ExperimentAnalysis.Of(Three, Figures([10_000, 10_000, 10_000], [1000, 1200, 1250])).Verdict;
        Assert.Equal((VerdictKind.Winner, "c"), (verdict.Kind, verdict.Variant));
    }

    [Fact]
    public void Several_treatments_need_more_evidence_than_one()
    {
        // z is about 2.6, at three quarters of the planned size.
        Assert.Equal(VerdictKind.Winner, ExperimentAnalysis.Of(Two, Figures([12_000, 12_000], [1200, 1325])).Verdict.Kind);
        Assert.Equal(
            VerdictKind.KeepRunning, ExperimentAnalysis.Of(Three, Figures([12_000, 12_000, 12_000], [1200, 1325, 1250])).Verdict.Kind);
    }

    [Fact]
    public void Wrong_split_is_invalid_whatever_else_it_shows()
    {
        var verdict = ExperimentAnalysis.Of(Two, Figures([10_000, 9_000], [1000, 1200])).Verdict;
        Assert.Equal(VerdictKind.Invalid, verdict.Kind);
    }

    [Fact]
    public void Split_by_weights_is_no_mismatch()
    {
        var definition = Definitions.Running(("control", 9), ("b", 1)) with { MinimumEffect = 0.1 };
        Assert.NotEqual(VerdictKind.Invalid, ExperimentAnalysis.Of(definition, Figures([9_050, 950], [900, 95])).Verdict.Kind);
    }

    [Fact]
    public void Harmed_guardrail_stops_even_a_winner()
    {
        var figures = Figures([10_000, 10_000], [1000, 1200], bounces: [1000, 1300]);
        var analysis = ExperimentAnalysis.Of(Two, figures);
        Assert.Equal((VerdictKind.Harmed, "treatment"), (analysis.Verdict.Kind, analysis.Verdict.Variant));
        Assert.Contains("bounce", analysis.Verdict.Reason, StringComparison.Ordinal);
        Assert.True(analysis.Guardrails.Single().Test.Harmed);
        Assert.Equal(
            VerdictKind.Winner, ExperimentAnalysis.Of(Two, Figures([10_000, 10_000], [1000, 1200], bounces: [1000, 800])).Verdict.Kind);
    }

    [Fact]
    public void Harm_within_the_tolerance_does_not_stop()
    {
        var tolerant = Two with { Guardrails = [Two.Guardrails[0] with { Tolerance = 0.5 }] };
        Assert.NotEqual(
            VerdictKind.Harmed,
            ExperimentAnalysis.Of(tolerant, Figures([10_000, 10_000], [1000, 1010], bounces: [1000, 1300])).Verdict.Kind);
    }

    [Fact]
    public void What_was_certain_once_stays_so()
    {
        var first = ExperimentAnalysis.Of(Two, Figures([9_000, 9_000], [850, 1020]));
        Assert.Equal(VerdictKind.Winner, first.Verdict.Kind);
        var faded = Figures([10_000, 10_000], [1000, 1080]);
        Assert.Equal(VerdictKind.KeepRunning, ExperimentAnalysis.Of(Two, faded).Verdict.Kind);
        Assert.Equal(VerdictKind.Winner, ExperimentAnalysis.Of(Two, faded, first.Memory).Verdict.Kind);
    }

    [Fact]
    public void Loss_that_was_certain_never_turns_into_a_win()
    {
        var first = ExperimentAnalysis.Of(Two, Figures([9_000, 9_000], [1020, 850]));
        Assert.Equal(VerdictKind.ControlWins, first.Verdict.Kind);
        var now = Figures([11_000, 11_000], [1100, 1120]);
        Assert.Equal(VerdictKind.ControlWins, ExperimentAnalysis.Of(Two, now, first.Memory).Verdict.Kind);
    }

    [Fact]
    public void Look_too_soon_after_the_last_does_not_count()
    {
        var first = ExperimentAnalysis.Of(Two, Figures([9_000, 9_000], [900, 960]));
        var soon = ExperimentAnalysis.Of(Two, Figures([9_005, 9_005], [900, 963]), first.Memory);
        Assert.Same(first.Memory.Treatments[0], soon.Memory.Treatments[0]);
        Assert.NotEqual(first.Primary[0].Result.Comparison, soon.Primary[0].Result.Comparison);
        var later = ExperimentAnalysis.Of(Two, Figures([9_400, 9_400], [940, 1010]), soon.Memory);
        Assert.True(later.Memory.Treatments[0].Time >= first.Memory.Treatments[0].Time + 0.01);
    }

    [Fact]
    public void Secondary_metrics_and_bayesian_description_are_there()
    {
        var definition = Two with
        {
            SecondaryMetrics =
            [
                new MetricDefinition { MetricId = "bounce", EventType = "bounce" },
                new MetricDefinition { MetricId = "none", EventType = "none" }
            ]
        };
        var analysis = ExperimentAnalysis.Of(definition, Figures([10_000, 10_000], [1000, 1100], bounces: [1000, 1300]));
        Assert.Equal(["bounce", "none"], analysis.Secondary.Select(s => s.MetricId));
        Assert.True(analysis.Secondary[0].AdjustedPValue < 0.05);
        Assert.Equal(1, analysis.Secondary[1].AdjustedPValue);
        Assert.Equal(1, analysis.Bayesian!.ProbabilityBest.Sum(), 1e-9);
        Assert.True(analysis.Bayesian.ProbabilityBest[1] > 0.98);
    }

    [Fact]
    public void Segments_that_differ_are_told_from_those_that_do_not()
    {
        SegmentSums Segment(string dimension, string segment, long control, long treatment) =>
            new(dimension, segment, MetricSums.OfConversions(5000, control), MetricSums.OfConversions(5000, treatment));
        var reports = SegmentReport.Of(
        [
            Segment("device", "mobile", 500, 650), Segment("country", "DE", 500, 540),
            Segment("device", "desktop", 500, 450), Segment("country", "AT", 500, 545),
        ]);
        Assert.Equal(["device", "country"], reports.Select(r => r.Dimension));
        Assert.Equal(["mobile", "desktop"], reports[0].Segments.Select(s => s.Segment));
        Assert.True(reports[0].AdjustedPValue < 0.01);
        Assert.True(reports[1].AdjustedPValue > 0.5);
        Assert.True(reports[0].Segments[0].AdjustedPValue < 0.001);
    }

    private static ExperimentFigures Figures(long[] people, long[] purchases, long[]? bounces = null)
    {
        var sums = new Dictionary<string, IReadOnlyList<MetricSums>> { ["purchase"] = Sums(people, purchases) };
        if (bounces is not null)
        {
            sums["bounce"] = Sums(people, bounces);
        }
        return new ExperimentFigures(people, sums);
    }

    private static MetricSums[] Sums(long[] people, long[] successes) => [.. people.Zip(successes, MetricSums.OfConversions)];
}
