using Personalization.Actors.Logs;
using Personalization.Actors.Sessions;
using static Personalization.Actors.Tests.Logs.LogCluster;

namespace Personalization.Actors.Tests.Logs;

/// <summary>A visit whose person is only known later: its first events are where its own id leads, the others where its person's are.</summary>
public sealed class SessionInTwoPartitionsTests
{
    private static readonly string s_user =
        Enumerable.Range(0, 100).Select(static i => "u" + i).First(static u => LogRouting.PartitionOf(u, 2) != LogRouting.PartitionOf("s", 2));

    private static readonly int s_own = LogRouting.PartitionOf("s", 2);
    private static readonly int s_persons = LogRouting.PartitionOf(s_user, 2);

    [Fact]
    public async Task A_visit_counts_the_events_of_both_partitions_each_once()
    {
        await using var cluster = new LogCluster(2);
        var (own, persons) = (await cluster.Open(s_own), await cluster.Open(s_persons));
        await own.Publish([View(0, null, "s")]);
        await persons.Publish([View(1, s_user, "s"), View(2, s_user)]);
        await own.Publish([View(3, null, "s")]);
        await persons.Publish([View(4, s_user, "s")]);
        Assert.Equal(["e0", "e1", "e3", "e4"], await cluster.Applied(Session("s")));
        Assert.Equal(["e1", "e2", "e4"], await cluster.Applied(User(s_user)));
        Assert.Equal((1, 2), await cluster.Actors.Read(Session("s"), static a => (a.Actor.PositionIn(s_own), a.Actor.PositionIn(s_persons))));
    }

    [Fact]
    public async Task A_visit_that_is_lost_comes_back_with_the_tails_of_both_partitions()
    {
        await using var cluster = new LogCluster(2);
        var (own, persons) = (await cluster.Open(s_own), await cluster.Open(s_persons));
        await own.Publish([View(0, null, "s")]);
        await persons.Publish([View(1, s_user, "s")]);
        await own.Checkpoint();
        await own.Publish([View(2, null, "s")]);
        await persons.Publish([View(3, s_user, "s")]);
        cluster.Actors.CrashAll();
        Assert.Equal(["e0", "e1", "e2", "e3"], (await cluster.Applied(Session("s"))).Order());

        // What one partition's checkpoint saved of the other's events is saved for both.
        Assert.Equal([0, 1], persons.Tail(Session("s"), -1).Select(static l => l.Position));
        await persons.Checkpoint();
        Assert.Empty(persons.Tail(Session("s"), -1));
        Assert.Equal([1], own.Tail(Session("s"), -1).Select(static l => l.Position));
    }

    [Fact]
    public async Task Both_writers_may_be_lost_together_with_the_visit()
    {
        await using var cluster = new LogCluster(2);
        var (own, persons) = (await cluster.Open(s_own), await cluster.Open(s_persons));
        await own.Publish([View(0, null, "s")]);
        await persons.Publish([View(1, s_user, "s")]);
        await Task.WhenAll(own.Checkpoint(), persons.Checkpoint());
        await own.Publish([View(2, null, "s")]);
        await persons.Publish([View(3, s_user, "s")]);
        cluster.Actors.CrashAll();
        (own, persons) = (await cluster.Open(s_own), await cluster.Open(s_persons));
        Assert.Equal(1, (await own.Publish([View(2, null, "s")])).Duplicates);
        Assert.Equal(1, (await persons.Publish([View(3, s_user, "s")])).Duplicates);
        Assert.Equal(["e0", "e1", "e2", "e3"], (await cluster.Applied(Session("s"))).Order());
    }

    [Fact]
    public async Task A_state_that_is_loaded_over_another_forgets_the_other_partitions()
    {
        using var node = new TestNode();
        var (used, plain) = (new SessionActor("s", node.Actors), new SimulatedActor(Session("s"), node.Actors));
        await used.Apply([new(5, View(0, null, "s"), 1), new(7, View(1, null, "s"), 2)]);
        await plain.Apply([new(3, View(2, null, "s"))]);
        used.Load(plain.State());
        Assert.Equal((3, -1, -1), (used.PositionIn(0), used.PositionIn(1), used.PositionIn(2)));
        Assert.Equal([0], used.Partitions);
    }
}
