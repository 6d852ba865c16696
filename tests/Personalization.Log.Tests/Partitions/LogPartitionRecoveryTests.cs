using Personalization.Log.Snapshots;
using static Personalization.Log.Tests.Partitions.LogCluster;

namespace Personalization.Log.Tests.Partitions;

public sealed class LogPartitionRecoveryTests
{
    [Fact]
    public async Task The_next_writer_applies_what_is_not_in_saved_states_and_knows_the_ids_of_the_rest()
    {
        await using var cluster = new LogCluster();
        var old = await cluster.Open();
        await old.Publish([View(0), View(1, "v")]);
        await old.Checkpoint();
        await old.Publish([View(2), View(3, session: "s")]);
        var current = await cluster.Restart();
        Assert.Equal((4, 2), (current.NextPosition, current.CheckpointPosition));
        Assert.Equal((1, 1, 3), (current.Users, current.Sessions, current.PendingEvents));
        Assert.Equal(new(1, 4, 4, 0, 0), await current.Publish([View(0), View(1, "v"), View(2), View(3, session: "s"), View(4)]));
        Assert.Equal(["e0", "e2", "e3", "e4"], await cluster.Applied(User("u")));
        Assert.Equal(["e1"], await cluster.Applied(User("v")));
        Assert.Equal(["e3"], await cluster.Applied(Session("s")));
    }

    [Fact]
    public async Task A_writer_that_was_lost_before_its_first_checkpoint_leads_to_nothing_lost()
    {
        await using var cluster = new LogCluster();
        await (await cluster.Open()).Publish([View(0), View(1, "v")]);
        await cluster.Restart();
        await cluster.Restart();
        Assert.Equal(["e0"], await cluster.Applied(User("u")));
        Assert.Equal(["e1"], await cluster.Applied(User("v")));
    }

    [Fact]
    public async Task States_saved_without_their_checkpoint_lead_to_events_that_count_once()
    {
        await using var cluster = new LogCluster();
        var old = await cluster.Open();
        await old.Publish([View(0, session: "s"), View(1)]);
        cluster.Snapshots.Writing = static rows =>
            new(rows[0].Kind == SnapshotKind.Partition ? Tests.Snapshots.StoreFault.Before : Tests.Snapshots.StoreFault.None);
        await Assert.ThrowsAsync<IOException>(old.Checkpoint);
        Assert.NotNull(cluster.Snapshots.Find(SnapshotKind.User, "u"));
        var current = await cluster.Restart();
        Assert.Equal(0, current.CheckpointPosition);
        Assert.Equal(["e0", "e1"], await cluster.Applied(User("u")));
        Assert.Equal(["e0"], await cluster.Applied(Session("s")));
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_keeps_the_partition_from_opening()
    {
        await using var cluster = new LogCluster();
        await (await cluster.Open()).Publish([View(0)]);
        cluster.Log.Reading = static _ => true;
        await Assert.ThrowsAsync<IOException>(() => cluster.Open());
        cluster.Log.Reading = null;
        cluster.Snapshots.Reading = static (kind, _) => kind == SnapshotKind.Feed;
        await Assert.ThrowsAsync<IOException>(() => cluster.Open());
        cluster.Snapshots.Reading = null;
        Assert.Equal(1, (await cluster.Open()).NextPosition);
    }

    [Fact]
    public async Task Ids_older_than_the_window_are_forgotten_by_the_next_writer_too()
    {
        await using var cluster = new LogCluster();
        cluster.Options.DeduplicationWindow = 2;
        var old = await cluster.Open();
        await old.Publish([View(0), View(1), View(2)]);
        await old.Checkpoint();
        Assert.Equal(new(1, 2, 3, 0, 0), await (await cluster.Open()).Publish([View(1), View(2), View(0)]));
    }

    [Fact]
    public async Task A_partition_closed_in_order_leaves_nothing_to_apply_to_the_next_writer()
    {
        await using var cluster = new LogCluster();
        var old = await cluster.Open();
        await old.Publish([View(0, session: "s")]);
        await old.DisposeAsync();
        var current = await cluster.Open();
        Assert.Equal((1, 1, 0, 0), (current.NextPosition, current.CheckpointPosition, current.PendingEvents, current.Users));
        await current.Publish([View(1, session: "s")]);
        Assert.Equal(["e0", "e1"], await cluster.Applied(Session("s")));
    }

    [Fact]
    public async Task A_long_log_behind_the_checkpoint_is_held_as_states_and_not_as_events()
    {
        await using var cluster = new LogCluster();
        var old = await cluster.Open();
        for (var i = 0; i < 210; i++)
        {
            await old.Publish([.. Enumerable.Range(i * 1000, 1000).Select(static n => View(n, "u" + (n % 7)))]);
        }
        await cluster.Restart();
        Assert.InRange(cluster.Writer(0)!.PendingEvents, 0, 10_000);
        Assert.Equal(30_000, (await cluster.Applied(User("u3"))).Length);
    }
}
