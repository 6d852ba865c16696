using Personalization.Contracts.Experiments;
using Personalization.Engine.Experiments;
using Personalization.Engine.Statistics;
using Personalization.Engine.Tests.Experiments.Targeting;

namespace Personalization.Engine.Tests.Experiments;

public sealed class AssignerTests
{
    private const int People = 50_000;

    private static readonly string[] Units = [.. Enumerable.Range(0, People).Select(i => "user-" + i)];

    [Fact]
    public void Shares_are_those_of_the_weights()
    {
        var definition = Definitions.Running(("control", 50), ("b", 30), ("c", 0), ("d", 20));
        var counts = Counts(definition);
        Assert.Equal(0, counts[2]);
        Assert.True(SampleRatio.PValue(counts, [50, 30, 0, 20]) > 1e-3);
    }

    [Fact]
    public void Slots_are_uniform()
    {
        var counts = new long[LayerSlots.Count];
        foreach (var unit in Units)
        {
            counts[LayerSlots.Of("default", unit)]++;
        }
        Assert.InRange(SampleRatio.PValue(counts, [.. counts.Select(_ => 1.0)]), 1e-3, 1 - 1e-3);
    }

    [Fact]
    public void Assignments_of_any_two_layers_experiments_and_draws_are_independent()
    {
        var salts = new[]
        {
            "layer/default", "layer/pricing", "variant/checkout", "variant/prices", "ramp/checkout", "ramp/prices", "variant/checkout2"
        };
        var pValues = new List<double>();
        for (var i = 0; i < salts.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                pValues.Add(Independence(salts[i], salts[j]));
            }
        }
        // 21 tests of independence, of 10 × 10 cells each.
        Assert.True(MultipleTesting.Holm(pValues.ToArray()).Min() > 0.001);
        Assert.True(pValues.Max() > 0.3);
    }

    [Fact]
    public void Ids_that_differ_in_a_digit_get_independent_variants()
    {
        var definition = new Assigner(Definitions.Running());
        var same = 0;
        for (var i = 0; i + 1 < People; i++)
        {
            same += definition.VariantOf(Units[i]) == definition.VariantOf(Units[i + 1]) ? 1 : 0;
        }
        Assert.InRange(same / (double)People, 0.5 - 0.01, 0.5 + 0.01);
    }

    [Fact]
    public void Ramp_down_and_up_again_gives_everybody_the_same_variant()
    {
        var definition = Definitions.Running(("control", 1), ("b", 2), ("c", 1));
        var before = Variants(definition);
        Assert.All(Variants(definition with { Ramp = 0 }), v => Assert.Equal(-1, v));
        Assert.Equal(before, Variants(definition with { Ramp = 1 }));
    }

    [Fact]
    public void Raising_the_ramp_moves_nobody_and_takes_the_share_in()
    {
        var definition = Definitions.Running(("control", 1), ("b", 2));
        var last = Variants(definition with { Ramp = 0 });
        foreach (var ramp in new[] { 0.01, 0.1, 0.25, 0.5, 0.9, 1 })
        {
            var now = Variants(definition with { Ramp = ramp });
            Assert.All(last.Zip(now), pair => Assert.True(pair.First == -1 || pair.First == pair.Second));
            var share = now.Count(v => v >= 0) / (double)People;
            Assert.InRange(share, ramp - 0.01, ramp + 0.01);
            last = now;
        }
    }

    [Fact]
    public void Share_of_variants_is_the_same_at_any_ramp_and_in_any_slots()
    {
        var definition = Definitions.Running(("control", 1), ("b", 1)) with { Ramp = 0.3, SlotFrom = 1000, SlotTo = 6000 };
        var counts = Counts(definition);
        Assert.InRange(counts.Sum(), People * 0.14, People * 0.16);
        Assert.True(SampleRatio.PValue(counts, [1, 1]) > 1e-3);
    }

    [Fact]
    public void Experiments_of_a_layer_share_nobody()
    {
        var first = new Assigner(Definitions.Running() with { SlotTo = 4000 });
        var second = new Assigner(Definitions.Running() with { ExperimentId = "other", SlotFrom = 4000 });
        Assert.All(Units, u => Assert.NotEqual(first.Assign(u).TakesPart, second.Assign(u).TakesPart));
    }

    [Theory]
    [InlineData(ExperimentState.Draft)]
    [InlineData(ExperimentState.Paused)]
    [InlineData(ExperimentState.Decided)]
    [InlineData(ExperimentState.Archived)]
    public void Experiment_that_does_not_run_takes_nobody_in(ExperimentState state) =>
        Assert.Equal(
            new Assignment(AssignmentOutcome.NotRunning, -1), new Assigner(Definitions.Running() with { State = state }).Assign("u"));

    [Fact]
    public void Targeting_takes_in_whom_it_holds_for_alone()
    {
        var assigner = new Assigner(Definitions.Running() with { Targeting = "country = 'DE' and visits >= 3" });
        Assert.True(assigner.Assign("u", new Facts { ["country"] = "DE", ["visits"] = 3 }).TakesPart);
        Assert.Equal(AssignmentOutcome.NotTargeted, assigner.Assign("u", new Facts { ["country"] = "DE", ["visits"] = 2 }).Outcome);
        Assert.Equal(AssignmentOutcome.NotTargeted, assigner.Assign("u").Outcome);
    }

    [Fact]
    public void Assigning_allocates_nothing()
    {
        var assigner = new Assigner(Definitions.Running() with { Targeting = "country in ['DE', 'AT'] and not visits < 3" });
        var facts = new Facts { ["country"] = "DE", ["visits"] = 3 };
        assigner.Assign(Units[0], facts);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var takesPart = 0;
        for (var i = 0; i < 1000; i++)
        {
            takesPart += assigner.Assign(Units[i], facts).TakesPart ? 1 : 0;
        }
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(1000, takesPart);
    }

    [Fact]
    public void Definition_with_faults_is_refused() =>
        Assert.Throws<ArgumentException>(() => new Assigner(Definitions.Running() with { Ramp = 2 }));

    // χ² of independence of the deciles of two hashes.
    private static double Independence(string salt, string other)
    {
        var counts = new long[100];
        foreach (var unit in Units)
        {
            counts[((int)(AssignmentHash.Of(salt, unit) / AssignmentHash.Range * 10) * 10)
                + (int)(AssignmentHash.Of(other, unit) / AssignmentHash.Range * 10)]++;
        }
        var statistic = 0.0;
        for (var row = 0; row < 10; row++)
        {
            for (var column = 0; column < 10; column++)
            {
                var (inRow, inColumn) = (0L, 0L);
                for (var k = 0; k < 10; k++)
                {
                    inRow += counts[(row * 10) + k];
                    inColumn += counts[(k * 10) + column];
                }
                var expected = inRow * (double)inColumn / People;
                statistic += Math.Pow(counts[(row * 10) + column] - expected, 2) / expected;
            }
        }
        return ChiSquareDistribution.Survival(statistic, 81);
    }

    private static int[] Variants(ExperimentDefinition definition)
    {
        var assigner = new Assigner(definition);
        return [.. Units.Select(u => assigner.Assign(u).Variant)];
    }

    private static long[] Counts(ExperimentDefinition definition)
    {
        var counts = new long[definition.Variants.Count];
        foreach (var variant in Variants(definition).Where(v => v >= 0))
        {
            counts[variant]++;
        }
        return counts;
    }
}
