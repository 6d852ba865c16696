using Personalization.Log.Experiments;
using Personalization.Contracts;
using Personalization.Contracts.Experiments;
using Personalization.Engine.Events;
using Personalization.Engine.Learning;

namespace Personalization.Log.Tests.Experiments;

public sealed class ExperimentAssignerTests
{
    private static readonly Func<RunningExperiment, bool> s_changes = static e => e.ChangesRanks;

    [Fact]
    public void Person_outside_of_the_experiments_slots_costs_no_memory()
    {
        using var node = new TestNode();
        node.Engine.ExperimentModel.Defined(0, Revision(node, slotTo: 1));
        Assert.Equal(0, Allocated(node, out var found));
        Assert.Null(found);
    }

    [Fact]
    public void Person_with_a_slot_is_looked_at_closely()
    {
        using var node = new TestNode();
        node.Engine.ExperimentModel.Defined(0, Revision(node, slotTo: 10_000));
        Assert.True(Allocated(node, out var found) > 0);
        Assert.NotNull(found);
    }

    private static long Allocated(TestNode node, out (RunningExperiment Experiment, int Variant)? found)
    {
        var now = node.Time.GetUtcNow();
        var moment = new ExperimentAssigner.Moment("somebody", null, "home", default, now, EventTime.Seconds(now));
        node.Engine.Assigner.Find(moment, s_changes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        found = node.Engine.Assigner.Find(moment, s_changes);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static ExperimentRevision Revision(TestNode node, int slotTo) => new()
    {
        At = node.Time.GetUtcNow(),
        By = "test",
        Change = "start",
        Definition = new ExperimentDefinition
        {
            ExperimentId = "rankers",
            State = ExperimentState.Running,
            SlotTo = slotTo,
            Targeting = "placement = 'home'",
            Variants =
            [
                new VariantDefinition { Key = "a" },
                new VariantDefinition { Key = "b", Parameters = JsonText.Parse("""{"weights":{"new":1}}""") }
            ],
            PrimaryMetric = new MetricDefinition { MetricId = "buys", EventType = "purchase" },
        },
    };
}
