using System.Text.Json;
using Personalization.Contracts;
using Personalization.Contracts.Experiments;
using Personalization.Engine.Experiments.Metrics;
using Personalization.Engine.Experiments.Verdicts;
using Personalization.Engine.Tests.Experiments;
using Personalization.Engine.Learning;

namespace Personalization.Engine.Tests.Learning;

/// <summary>The looks at an experiment that are kept: which, and what becomes of them.</summary>
public sealed class InterimHistoryTests
{
    private static readonly ExperimentDefinition s_definition =
        Definitions.Running(("control", 1), ("b", 1), ("c", 1)) with { MinimumEffect = 0.2 };

    [Fact]
    public void Looks_are_as_many_as_a_plot_needs_however_often_and_long_one_looks()
    {
        var analyses = new List<InterimAnalysis>();
        for (var people = 0L; people < 300_000; people += 5 + (people / 30))
        {
            // The variants differ by nothing at first and waver from look to look later, as no experiment does.
            Look(analyses, people, 0.1, people % 2 == 0 ? 0.1 : 0.11);
        }
        Assert.InRange(analyses.Count, 100, InterimRules.MostInterimAnalyses);
        Assert.Equal(Enumerable.Range(1, analyses.Count), analyses.Select(l => l.Number));
        Assert.InRange(analyses[^1].People, 270_000, 300_000);
        for (var i = 1; i < analyses.Count; i++)
        {
            Assert.True(
                analyses[i].People < (1.09 * analyses[i - 1].People) + 16,
                $"Nothing was kept between {analyses[i - 1].People} and {analyses[i].People} people.");
        }
    }

    [Fact]
    public void Verdict_that_wavers_keeps_no_more_looks_than_there_is_room_for()
    {
        var analyses = new List<InterimAnalysis>();
        var analysis = Analyse([], 10_000, 0.1, 0.1).Analysis;
        for (var i = 0; i < 5000; i++)
        {
            var verdict = new Verdict(i % 2 == 0 ? VerdictKind.NoDifference : VerdictKind.KeepRunning, null, "");
            if (InterimRules.Next(
                analyses, s_definition, Figures(10_000, 0.1, 0.1), analysis with { Verdict = verdict }, LearningLog.Start) is { } look)
            {
                analyses.Add(look);
            }
        }
        Assert.Equal(300, analyses.Count);
        Look(analyses, 20_000, 0.1, 0.1);
        Assert.Equal(301, analyses.Count);
    }

    [Fact]
    public void Look_that_counts_is_kept_though_few_people_came()
    {
        var analyses = new List<InterimAnalysis>();
        Look(analyses, 6000, 0.1, 0.1);
        Look(analyses, 6001, 0.1, 0.1);
        Assert.Single(analyses);
        Look(analyses, 6200, 0.1, 0.1);
        Assert.Equal([6000, 6200], analyses.Select(l => l.People));
        Assert.True(analyses[1].Treatments[0].Time >= analyses[0].Treatments[0].Time + 0.01);
    }

    [Fact]
    public void What_was_once_certain_stays_so_for_whoever_reads_the_course()
    {
        var analyses = new List<InterimAnalysis>();
        Look(analyses, 6000, 0.1, 0.15);
        Assert.Equal(("winner", "b"), (analyses[^1].Verdict, analyses[^1].Variant));
        var read = analyses.ConvertAll(l =>
            JsonSerializer.Deserialize(
                JsonSerializer.SerializeToUtf8Bytes(l, ContractsJson.Default.InterimAnalysis), ContractsJson.Default.InterimAnalysis)!);
        Assert.Equal(analyses[^1].Treatments, read[^1].Treatments);
        Assert.Equal(VerdictKind.Winner, Analyse(read, 6300, 0.15, 0.15).Analysis.Verdict.Kind);
        Assert.Equal(VerdictKind.KeepRunning, Analyse([], 6300, 0.15, 0.15).Analysis.Verdict.Kind);
    }

    [Fact]
    public void Harm_and_mismatch_are_kept_at_once()
    {
        var analyses = new List<InterimAnalysis>();
        Look(analyses, 6000, 0.1, 0.1);
        var analysis = Analyse(analyses, 6001, 0.1, 0.1).Analysis;
        var harm = new GuardrailHarm("b", "views");
        var harmed = analysis with { Verdict = new Verdict(VerdictKind.Harmed, "b", ""), Memory = analysis.Memory with { Harms = [harm] } };
        analyses.Add(InterimRules.Next(analyses, s_definition, Figures(6001, 0.1, 0.1), harmed, LearningLog.Start)!);
        Assert.Equal(harm, Assert.Single(InterimRules.Memory(analyses)!.Harms));
        Assert.Null(InterimRules.Next(analyses, s_definition, Figures(6001, 0.1, 0.1), harmed, LearningLog.Start));
        var invalid = harmed with { Verdict = new Verdict(VerdictKind.Invalid, null, "") };
        Assert.Equal("invalid", InterimRules.Next(analyses, s_definition, Figures(6001, 0.1, 0.1), invalid, LearningLog.Start)!.Verdict);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Parts_in_any_order_told_twice_saved_and_read_lead_to_the_same_course(int seed)
    {
        var log = new LearningLog();
        log.Define(LearningLog.Definition());
        var analyses = new List<InterimAnalysis>();
        for (var people = 100; people <= 2000; people += 100)
        {
            Look(analyses, people, 0.1, 0.12);
        }
        foreach (var look in analyses)
        {
            log.Look(look);
            log.Look(look with { At = look.At.AddSeconds(1) });
        }

        // One part lacks a look, as when it could not be reached, and each reader hears of the parts in another order.
        var (random, parts) = (new Random(seed), new List<byte[]>());
        for (var part = 0; part < 3; part++)
        {
            var (trails, writer) = (new OutcomeAttribution(new BanditOptions()), new LearningWriter());
            foreach (var logged in log.Events)
            {
                if (part != 1 || logged.Position is not 5 and not 6)
                {
                    trails.Observe(logged, writer);
                }
            }
            parts.Add(writer.Take());
        }
        var books = new[] { new ExperimentReadModel(new BanditOptions()), new ExperimentReadModel(new BanditOptions()) };
        foreach (var experiments in books)
        {
            foreach (var part in parts.OrderBy(_ => random.Next()).ToArray())
            {
                Assert.True(LearningReader.Read(part, 0, experiments) > analyses.Count);
            }
            Assert.Equal(
                analyses.Select(l => (l.Number, l.At, l.People)), experiments.Analyses("x").Select(l => (l.Number, l.At, l.People)));
        }
        var restored = new ExperimentReadModel(new BanditOptions());
        foreach (var (key, state) in books[0].Replayable())
        {
            restored.Read(key, state);
        }
        Assert.Equal(Json(books[0]), Json(restored));
        Assert.Equal(Json(books[0]), Json(books[1]));
        Assert.Contains("course/x", books[0].TakeUnsaved().Select(row => row.Key));
        log.Look(analyses[0]);
        LearningReader.Read(parts[0], 0, books[0]);
        Assert.DoesNotContain("course/x", books[0].TakeUnsaved().Select(row => row.Key));
        Assert.Empty(books[0].Analyses("other"));
    }

    private static string Json(ExperimentReadModel experiments) =>
        string.Join('\n', experiments.Analyses("x").Select(l => JsonSerializer.Serialize(l, ContractsJson.Default.InterimAnalysis)));

    private static void Look(List<InterimAnalysis> analyses, long people, double control, double treatment)
    {
        var (figures, analysis) = Analyse(analyses, people, control, treatment);
        if (InterimRules.Next(analyses, s_definition, figures, analysis, LearningLog.Start.AddSeconds(people)) is { } look)
        {
            analyses.Add(look with { ExperimentId = "x" });
        }
    }

    private static (ExperimentFigures Figures, ExperimentAnalysis Analysis) Analyse(
        IReadOnlyList<InterimAnalysis> analyses, long people, double control, double treatment)
    {
        var figures = Figures(people, control, treatment);
        return (figures, ExperimentAnalysis.Of(s_definition, figures, InterimRules.Memory(analyses)));
    }

    // People in equal shares; the last variant is as the control.
    private static ExperimentFigures Figures(long people, double control, double treatment)
    {
        long[] shares = [people - (2 * (people / 3)), people / 3, people / 3];
        double[] rates = [control, treatment, control];
        return new ExperimentFigures(shares, new Dictionary<string, IReadOnlyList<MetricSums>>
        {
            ["purchase"] = [.. shares.Zip(rates, (n, rate) => MetricSums.OfConversions(n, (long)Math.Round(n * rate)))],
        });
    }
}
