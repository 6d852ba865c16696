using Personalization.Contracts.Experiments;
using Personalization.Engine.Experiments;

namespace Personalization.Engine.Tests.Experiments;

public sealed class ExperimentRulesTests
{
    public static TheoryData<string, ExperimentDefinition> Faulty => new()
    {
        { "experiment_id", Definitions.Running() with { ExperimentId = "a:b" } },
        { "layer", Definitions.Running() with { Layer = "" } },
        { "salt", Definitions.Running() with { Salt = "a b" } },
        { "slot_from", Definitions.Running() with { SlotFrom = 5, SlotTo = 5 } },
        { "slot_from", Definitions.Running() with { SlotTo = 10_001 } },
        { "ramp", Definitions.Running() with { Ramp = double.NaN } },
        { "minimum_effect", Definitions.Running() with { MinimumEffect = -0.1 } },
        { "alpha", Definitions.Running() with { Alpha = 0.6 } },
        { "power", Definitions.Running() with { Power = 1 } },
        { "attribution_window", Definitions.Running() with { AttributionWindow = TimeSpan.FromSeconds(1) } },
        { "variants", Definitions.Running(("control", 1)) },
        { "variants[1].key", Definitions.Running(("a", 1), ("a", 1)) },
        { "variants[1].weight", Definitions.Running(("a", 1), ("b", -1)) },
        { "variants[0].weight", Definitions.Running(("a", 0), ("b", 1)) },
        { "targeting", Definitions.Running() with { Targeting = "country =" } },
        { "primary_metric.denominator_event_type",
            Definitions.Running() with { PrimaryMetric = new() { MetricId = "r", EventType = "click", Kind = MetricKind.Ratio } } },
        { "secondary_metrics[0].window_start", Definitions.Running() with
        {
            SecondaryMetrics = [new() { MetricId = "r", EventType = "click", WindowStart = TimeSpan.FromDays(7) }]
        } },
        { "secondary_metrics[0].metric_id",
            Definitions.Running() with { SecondaryMetrics = [new() { MetricId = "purchase", EventType = "click" }] } },
        { "guardrails[0].tolerance", Definitions.Running() with
        {
            Guardrails = [new() { Metric = new() { MetricId = "r", EventType = "click" }, Tolerance = -1 }]
        } },
        { "guardrails[0].metric.cap",
            Definitions.Running() with { Guardrails = [new() { Metric = new() { MetricId = "r", EventType = "click", Cap = 0 } }] } },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void Fault_is_named_by_its_field(string field, ExperimentDefinition definition) =>
        Assert.Equal(field, Assert.Single(ExperimentRules.Check(definition)).Field);

    [Fact]
    public void Good_definition_has_no_fault() => Assert.Empty(ExperimentRules.Check(Definitions.Running()));

    [Fact]
    public void Experiments_that_share_slots_conflict()
    {
        var first = Definitions.Running() with { SlotTo = 5000 };
        var second = Definitions.Running() with { ExperimentId = "b", SlotFrom = 4999 };
        Assert.Equal((first, second), LayerSlots.Conflict([first, second]));
        Assert.Null(LayerSlots.Conflict([first, second with { SlotFrom = 5000 }]));
        Assert.Null(LayerSlots.Conflict([first, second with { Layer = "other" }]));
        Assert.Null(LayerSlots.Conflict([first, second with { State = ExperimentState.Archived }]));
    }

    [Fact]
    public void Free_slots_are_the_first_gap_that_is_large_enough()
    {
        ExperimentDefinition Own(string id, int from, int to) =>
            Definitions.Running() with { ExperimentId = id, SlotFrom = from, SlotTo = to };
        var experiments = new[] { Own("c", 6000, 9000), Own("a", 0, 1000), Own("b", 1500, 3000) };
        Assert.Equal((1000, 1500), LayerSlots.Free(experiments, "default", 500));
        Assert.Equal((3000, 3501), LayerSlots.Free(experiments, "default", 501));
        Assert.Null(LayerSlots.Free(experiments, "default", 3001));
        Assert.Equal((0, 10_000), LayerSlots.Free(experiments, "other", 10_000));
    }

    // R's power.prop.test(p1 = .2, p2 = .25, power = .8): 1,094 people in each group.
    [Fact]
    public void Plan_has_people_and_days()
    {
        var plan = ExperimentPlan.ForProportion(Definitions.Running() with { MinimumEffect = 0.25 }, 0.2, 500);
        Assert.Equal(1094, plan.ControlPeople);
        Assert.Equal(2188, plan.People);
        Assert.Equal(5, plan.Days);
        Assert.InRange(plan.Sequential.MedianTime, 0.67, 0.69);
        var three = ExperimentPlan.ForProportion(Definitions.Running(("a", 2), ("b", 1), ("c", 1)) with { MinimumEffect = 0.25 }, 0.2, 0);
        Assert.True(three.ControlPeople > 1094);
        Assert.Equal(three.ControlPeople * 2, three.People);
        Assert.Equal(double.PositiveInfinity, three.Days);
        Assert.True(ExperimentPlan.ForMean(Definitions.Running(), 10, 20, 500, 0.5).ControlPeople
            < ExperimentPlan.ForMean(Definitions.Running(), 10, 20, 500).ControlPeople * 0.51);
    }
}
