using Personalization.Actors.Events;
using Personalization.Actors.Logs;
using Personalization.Actors.Snapshots;
using Personalization.Actors.Tests.Snapshots;
using static Personalization.Actors.Tests.Logs.LogCluster;

namespace Personalization.Actors.Tests.Logs;

public sealed class LogPartitionCheckpointTests
{
    [Fact]
    public async Task An_actors_tail_is_what_is_not_in_its_saved_state()
    {
        await using var cluster = new LogCluster();
        var partition = await cluster.Open();
        await partition.Publish([View(0), View(1, "v"), View(2), View(3, session: "s")]);
        Assert.Equal([0, 2, 3], Positions(partition, User("u")));
        Assert.Equal([2, 3], Positions(partition, User("u"), after: 0));
        Assert.Equal([3], Positions(partition, User("u"), after: 2));
        Assert.Equal([], Positions(partition, User("u"), after: 3));
        Assert.Equal([3], Positions(partition, Session("s")));
        Assert.Equal([], Positions(partition, User("w")));
        await partition.Checkpoint();
        Assert.Equal([], Positions(partition, User("u")));
        await partition.Publish([View(4)]);
        Assert.Equal([4], Positions(partition, User("u")));
    }

    [Fact]
    public async Task A_checkpoint_saves_every_actor_that_has_changed_and_moves_on_to_the_end()
    {
        await using var cluster = new LogCluster();
        var partition = await cluster.Open();
        await partition.Publish([View(0, session: "s"), View(1, "v")]);
        await partition.Checkpoint();
        Assert.Equal((2, 2), (partition.CheckpointPosition, cluster.Snapshots.Find(SnapshotKind.Partition, "events/0000")!.Value.Position));
        Assert.Equal(1, cluster.Snapshots.Find(SnapshotKind.User, "u")!.Value.Position);
        Assert.Equal(2, cluster.Snapshots.Find(SnapshotKind.User, "v")!.Value.Position);
        Assert.Equal(1, cluster.Snapshots.Find(SnapshotKind.Session, "s")!.Value.Position);
        await cluster.Actors.CrashAll();
        Assert.Equal(["e0"], await cluster.Applied(Session("s")));
    }

    [Fact]
    public async Task A_checkpoint_is_due_at_every_interval()
    {
        await using var cluster = new LogCluster();
        var written = new TaskCompletionSource<long>();
        cluster.Snapshots.Writing = rows =>
        {
            if (rows[0].Kind == SnapshotKind.Partition)
            {
                written.TrySetResult(rows[0].Position);
            }
            return new(StoreFault.None);
        };
        var partition = await cluster.Open();
        await partition.Publish([View(0)]);

        // The timer starts in the background, a moment after the partition is open.
        while (!written.Task.IsCompleted)
        {
            cluster.Time.Advance(cluster.Options.CheckpointInterval);
            await Task.Yield();
        }
        Assert.Equal(1, await written.Task);
    }

    [Fact]
    public async Task The_checkpoint_stays_before_an_event_whose_actor_could_not_be_saved()
    {
        await using var cluster = new LogCluster();
        var partition = await cluster.Open();
        await partition.Publish([View(0, "a"), View(1, "b"), View(2, "a"), View(3, "c")]);
        cluster.Snapshots.Writing = static rows => new(rows.Any(static r => r.Key == "b") ? StoreFault.Before : StoreFault.None);
        await partition.Checkpoint();
        Assert.Equal(1, partition.CheckpointPosition);
        Assert.Equal([1], Positions(partition, User("b")));
        Assert.Equal([], Positions(partition, User("a")));
        cluster.Snapshots.Writing = null;
        await partition.Checkpoint();
        Assert.Equal(4, partition.CheckpointPosition);
    }

    [Fact]
    public async Task States_that_cannot_be_saved_lead_to_refused_events_until_they_are()
    {
        await using var cluster = new LogCluster();
        cluster.Options.MaxUnsavedEvents = 3;
        var partition = await cluster.Open();
        cluster.Snapshots.Writing = static _ => new(StoreFault.Before);
        await partition.Publish([View(0, session: "s"), View(1)]);
        await partition.Checkpoint();
        Assert.Equal(3, partition.UnsavedEvents);
        var refused = await Assert.ThrowsAsync<LogUnavailableException>(() => partition.Publish([View(2)]));
        Assert.Equal(LogRefusal.Overloaded, refused.Refusal);
        Assert.Contains("MaxUnsavedEvents = 3", refused.Message, StringComparison.Ordinal);
        cluster.Snapshots.Writing = null;
        await partition.Checkpoint();
        Assert.Equal(0, partition.UnsavedEvents);
        await partition.Publish([View(2)]);
        Assert.Equal(["e0", "e1", "e2"], await cluster.Applied(User("u")));
    }

    [Fact]
    public async Task The_checkpoint_stays_before_an_event_that_is_not_delivered()
    {
        await using var cluster = new LogCluster();
        var partition = await cluster.Open();
        await partition.Publish([View(0)]);
        var refuses = true;
        cluster.Actors.Calling = (_, delivery) => new(delivery is not null && Volatile.Read(ref refuses) ? CallFault.Lost : CallFault.None);
        var published = partition.Publish([View(1)]);
        await partition.Publish([]);
        await partition.Checkpoint();
        Assert.Equal(1, partition.CheckpointPosition);
        Volatile.Write(ref refuses, false);
        await published;
        await partition.Checkpoint();
        Assert.Equal(2, partition.CheckpointPosition);
    }

    [Fact]
    public async Task The_checkpoint_stays_before_events_that_are_durable_and_on_their_way()
    {
        await using var cluster = new LogCluster();
        var partition = await cluster.Open();
        for (var i = 0; i < 300; i++)
        {
            var published = partition.Publish([View(2 * i), View((2 * i) + 1, "v")]);
            await partition.Checkpoint();
            var checkpoint = partition.CheckpointPosition;
            Assert.True((cluster.Snapshots.Find(SnapshotKind.User, "u")?.Position ?? 0) >= checkpoint - 1);
            Assert.True((cluster.Snapshots.Find(SnapshotKind.User, "v")?.Position ?? 0) >= checkpoint - 1 - (checkpoint % 2));
            await published;
        }
    }

    [Fact]
    public async Task An_actor_that_was_lost_and_comes_back_without_its_events_gets_them_again_at_the_next_checkpoint()
    {
        // The visit's own id leads to another partition than its person's, so a new activation cannot know whom to ask.
        var user = Enumerable.Range(0, 100).Select(static i => "u" + i).First(static u => LogRouting.PartitionOf(u, 2) != LogRouting.PartitionOf("s", 2));
        await using var cluster = new LogCluster(2);
        var partition = await cluster.Open(LogRouting.PartitionOf(user, 2));
        await cluster.Open(LogRouting.PartitionOf("s", 2));
        await partition.Publish([View(0, user, "s"), View(1, user, "s")]);
        await cluster.Actors.Crash(Session("s"));
        Assert.Empty(await cluster.Applied(Session("s")));
        await partition.Checkpoint();
        await partition.Publish([View(1, user, "s")]);
        Assert.Equal(["e0", "e1"], await cluster.Applied(Session("s")));
        await partition.Checkpoint();
        Assert.Equal(2, partition.CheckpointPosition);
    }

    [Fact]
    public async Task A_checkpoint_that_is_left_by_a_lost_writer_never_passes_what_its_successor_delivers()
    {
        await using var cluster = new LogCluster();
        var old = await cluster.Open();
        await old.Publish([View(0)]);
        var current = await cluster.Open();
        await current.Publish([View(1)]);
        await old.Checkpoint();
        Assert.Equal(1, cluster.Snapshots.Find(SnapshotKind.Partition, "events/0000")!.Value.Position);
    }

    [Fact]
    public async Task A_writer_that_was_overtaken_finds_out_at_its_next_checkpoint()
    {
        await using var cluster = new LogCluster();
        var old = await cluster.Open();
        await (await cluster.Open()).Publish([View(0)]);
        await old.Checkpoint();
        Assert.True(old.IsFenced);
    }

    [Fact]
    public async Task Checkpoints_that_wait_while_the_partition_is_given_up_end_too()
    {
        await using var cluster = new LogCluster();
        var partition = await cluster.Open();
        await partition.Publish([View(0)]);
        var (saving, save) = (new TaskCompletionSource(), new TaskCompletionSource());
        cluster.Actors.Calling = async (_, _) =>
        {
            saving.TrySetResult();
            await save.Task;
            return CallFault.None;
        };
        var first = partition.Checkpoint();
        await saving.Task;
        var closing = partition.DisposeAsync();
        Task[] others = [partition.Checkpoint(), partition.Checkpoint(), partition.Checkpoint()];
        save.SetResult();
        await Task.WhenAll([first, closing.AsTask(), .. others]).WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(1, partition.CheckpointPosition);
    }

    private static IEnumerable<long> Positions(LogPartition partition, ActorId actor, long after = -1) => partition.Tail(actor, after).Select(static l => l.Position);
}
