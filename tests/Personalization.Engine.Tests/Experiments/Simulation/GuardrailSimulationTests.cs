using Personalization.Contracts.Experiments;
using Personalization.Engine.Experiments.Metrics;
using Personalization.Engine.Experiments.Verdicts;

namespace Personalization.Engine.Tests.Experiments.Simulation;

/// <summary>What the whole analysis does over the life of an experiment, guardrails and all.</summary>
public sealed class GuardrailSimulationTests(ITestOutputHelper output)
{
    private static readonly ExperimentDefinition Definition = Definitions.Running(("control", 1), ("b", 1), ("c", 1)) with
    {
        MinimumEffect = 0.2,
        Guardrails =
        [
            new GuardrailDefinition
            {
                Metric = new MetricDefinition { MetricId = "bounce", EventType = "bounce", Direction = MetricDirection.Decrease }
            },
            new GuardrailDefinition { Metric = new MetricDefinition { MetricId = "search", EventType = "search" } },
        ],
    };

    [Fact]
    public void Harmless_variants_are_stopped_called_or_invalid_with_at_most_the_promised_probability()
    {
        var streams = ClickStreams.Repetitions(8, 500);
        var kinds = Run(streams, bounceOfC: 0.3, seed: 41);
        var harmed = kinds.Count(k => k == VerdictKind.Harmed) / (double)streams;
        var called = kinds.Count(k => k is VerdictKind.Winner or VerdictKind.ControlWins) / (double)streams;
        var invalid = kinds.Count(k => k == VerdictKind.Invalid) / (double)streams;
        output.WriteLine($"{streams} experiments of three equal variants, 20 looks: harmed {harmed:0.0000}, called {called:0.0000}, "
            + $"invalid {invalid:0.0000}");
        var allowance = 3 * Math.Sqrt(0.05 * 0.95 / streams);
        Assert.InRange(harmed, 0, 0.05 + allowance);
        Assert.InRange(called, 0, 0.05 + allowance);
        Assert.InRange(invalid, 0, 0.02);
    }

    [Fact]
    public void Harmful_variant_is_stopped()
    {
        var kinds = Run(5, bounceOfC: 0.36, seed: 42);
        Assert.True(kinds.Count(k => k == VerdictKind.Harmed) >= 4);
    }

    private static List<VerdictKind> Run(int streams, double bounceOfC, int seed)
    {
        var random = SeededRandom.Create(seed);
        var kinds = new List<VerdictKind>();
        for (var i = 0; i < streams; i++)
        {
            var (people, counts) = (new long[3], new long[3, 3]);
            var (memory, kind) = (ExperimentMemory.Empty, VerdictKind.KeepRunning);
            for (var look = 0;
                look < 20 && kind is (VerdictKind.KeepRunning or VerdictKind.NoDifference or VerdictKind.PlanReached);
                look++)
            {
                for (var arrival = 0; arrival < 750; arrival++)
                {
                    var v = random.Next(3);
                    people[v]++;
                    counts[0, v] += random.NextDouble() < 0.1 ? 1 : 0;
                    counts[1, v] += random.NextDouble() < (v == 2 ? bounceOfC : 0.3) ? 1 : 0;
                    counts[2, v] += random.NextDouble() < 0.4 ? 1 : 0;
                }
                var analysis = ExperimentAnalysis.Of(Definition, Figures(people, counts), memory);
                (memory, kind) = (analysis.Memory, analysis.Verdict.Kind);
            }
            kinds.Add(kind);
        }
        return kinds;
    }

    private static ExperimentFigures Figures(long[] people, long[,] counts)
    {
        MetricSums[] Of(int metric) => [.. people.Select((n, v) => MetricSums.OfConversions(n, counts[metric, v]))];
        return new ExperimentFigures(
            [.. people],
            new Dictionary<string, IReadOnlyList<MetricSums>> { ["purchase"] = Of(0), ["bounce"] = Of(1), ["search"] = Of(2) });
    }
}
