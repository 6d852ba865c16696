using Personalization.Log.Partitions;
using Personalization.Log.Snapshots;
using Personalization.Engine.Binary;
using Personalization.Engine.Sessions;
using static Personalization.Log.Tests.Partitions.LogCluster;

namespace Personalization.Log.Tests.Partitions;

/// <summary>
/// A visit whose person is only known later: its first events are where its own id leads, the others where its person's are.
/// </summary>
public sealed class SessionInTwoPartitionsTests
{
    private static readonly string s_user =
        Enumerable.Range(0, 100)
            .Select(static i => "u" + i)
            .First(static u => LogRouting.PartitionOf(u, 2) != LogRouting.PartitionOf("s", 2));

    private static readonly int s_own = LogRouting.PartitionOf("s", 2);
    private static readonly int s_persons = LogRouting.PartitionOf(s_user, 2);

    [Fact]
    public async Task Each_partition_has_the_part_of_the_visit_whose_events_it_holds()
    {
        await using var cluster = new LogCluster(2);
        var (own, persons) = (await cluster.Open(s_own), await cluster.Open(s_persons));
        await own.Publish([View(0, null, "s")]);
        await persons.Publish([View(1, s_user, "s"), View(2, s_user)]);
        await own.Publish([View(3, null, "s")]);
        await persons.Publish([View(4, s_user, "s")]);
        Assert.Equal(["e0", "e3"], await cluster.Applied(Session("s"), own));
        Assert.Equal(["e1", "e4"], await cluster.Applied(Session("s"), persons));
        Assert.Equal(["e1", "e2", "e4"], await cluster.Applied(User(s_user)));
    }

    [Fact]
    public async Task The_parts_are_saved_beside_each_other_and_come_back_with_what_both_logs_have_since()
    {
        await using var cluster = new LogCluster(2);
        var (own, persons) = (await cluster.Open(s_own), await cluster.Open(s_persons));
        await own.Publish([View(0, null, "s")]);
        await persons.Publish([View(1, s_user, "s")]);
        await Task.WhenAll(own.Checkpoint(), persons.Checkpoint());
        Assert.NotNull(cluster.Snapshots.Find(SnapshotKind.Session, "s"));
        Assert.NotNull(cluster.Snapshots.Find(SnapshotKind.Visit, $"{s_persons:0000}/s"));
        await own.Publish([View(2, null, "s")]);
        await persons.Publish([View(3, s_user, "s")]);
        (own, persons) = (await cluster.Restart(s_own), await cluster.Restart(s_persons));
        Assert.Equal(1, (await own.Publish([View(2, null, "s")])).Duplicates);
        Assert.Equal(1, (await persons.Publish([View(3, s_user, "s")])).Duplicates);
        Assert.Equal(["e0", "e2"], await cluster.Applied(Session("s"), own));
        Assert.Equal(["e1", "e3"], await cluster.Applied(Session("s"), persons));
    }

    [Fact]
    public async Task Each_part_is_summed_up_once_for_the_person_that_it_has()
    {
        await using var cluster = new LogCluster(2);
        var (own, persons) = (await cluster.Open(s_own), await cluster.Open(s_persons));
        await own.Publish([View(0, null, "s")]);
        await persons.Publish([View(1, s_user, "s")]);
        cluster.Pass(TimeSpan.FromHours(1));
        foreach (var partition in new[] { own, persons, own, persons })
        {
            await partition.EndVisits();
        }
        Assert.Equal((2, 2), (own.NextPosition, persons.NextPosition));
        Assert.Equal((null, s_user), (cluster.Events(s_own)[1].Event.UserId, cluster.Events(s_persons)[1].Event.UserId));
    }

    [Fact]
    public void A_state_that_is_read_over_another_forgets_the_other_partitions()
    {
        using var node = new TestNode();
        var (used, plain) = (new SessionState(), new SessionState());
        used.Apply(new(5, View(0, null, "s"), 1), node.Engine.Context);
        used.Apply(new(7, View(1, null, "s"), 2), node.Engine.Context);
        plain.Apply(new(3, View(2, null, "s")), node.Engine.Context);
        var writer = new ByteWriter();
        plain.Write(writer, node.Engine.ReadModels.Vocabulary);
        used.Read(writer.Written, node.Engine.Context);
        Assert.Equal((3, -1, -1), (used.PositionIn(0), used.PositionIn(1), used.PositionIn(2)));
        Assert.Equal([0], used.Partitions);
    }
}
