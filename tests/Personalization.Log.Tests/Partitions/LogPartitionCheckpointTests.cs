using Microsoft.Extensions.Time.Testing;
using Personalization.Log.Snapshots;
using Personalization.Log.Tests.Snapshots;
using static Personalization.Log.Tests.Partitions.LogCluster;

namespace Personalization.Log.Tests.Partitions;

public sealed class LogPartitionCheckpointTests
{
    [Fact]
    public async Task A_checkpoint_saves_everybody_who_has_changed_and_moves_on_to_the_end()
    {
        await using var cluster = new LogCluster();
        var partition = await cluster.Open();
        await partition.Publish([View(0, session: "s"), View(1, "v")]);
        Assert.Equal(3, partition.UnsavedStates);
        await partition.Checkpoint();
        Assert.Equal(0, partition.UnsavedStates);
        Assert.Equal((2, 2), (partition.CheckpointPosition, cluster.Snapshots.Find(SnapshotKind.Partition, "events/0000")!.Value.Position));
        Assert.Equal(1, cluster.Snapshots.Find(SnapshotKind.User, "u")!.Value.Position);
        Assert.Equal(2, cluster.Snapshots.Find(SnapshotKind.User, "v")!.Value.Position);
        Assert.Equal(1, cluster.Snapshots.Find(SnapshotKind.Session, "s")!.Value.Position);
        await cluster.Restart();
        Assert.Equal(["e0"], await cluster.Applied(Session("s")));
    }

    [Fact]
    public async Task Many_states_are_saved_in_several_writes_and_only_those_that_have_changed()
    {
        await using var cluster = new LogCluster();
        var partition = await cluster.Open();
        await partition.Publish([.. Enumerable.Range(0, 1200).Select(static i => View(i, "u" + i))]);
        var written = new List<int>();
        cluster.Snapshots.Writing = rows =>
        {
            written.Add(rows.Count);
            return new(StoreFault.None);
        };
        await partition.Checkpoint();
        Assert.Equal([500, 500, 200, 1], written);
        written.Clear();
        await partition.Publish([View(1200, "u7")]);
        await partition.Checkpoint();
        await partition.Checkpoint();
        Assert.Equal([1, 1], written);
        Assert.Equal(["e7", "e1200"], await cluster.Applied(User("u7")));
    }

    [Fact]
    public async Task A_checkpoint_is_due_at_every_interval()
    {
        await using var cluster = new LogCluster { Time = new FakeTimeProvider(TestNode.Start) };
        var written = Saved(cluster);
        var partition = await cluster.Open();
        await partition.Publish([View(0)]);

        // The timer starts in the background, a moment after the partition is open.
        while (!written.IsCompleted)
        {
            cluster.Time.Advance(cluster.Options.CheckpointInterval);
            await Task.Yield();
        }
        Assert.Equal(1, await written);
    }

    [Fact]
    public async Task A_fault_of_any_kind_leads_to_a_checkpoint_at_the_next_interval()
    {
        await using var cluster = new LogCluster { Time = new FakeTimeProvider(TestNode.Start) };
        var partition = await cluster.Open();
        await partition.Publish([View(0)]);
        var failed = new TaskCompletionSource();
        cluster.Snapshots.Writing = rows =>
        {
            failed.TrySetResult();
            throw new InvalidOperationException("No store should do this.");
        };
        while (!failed.Task.IsCompleted)
        {
            cluster.Time.Advance(cluster.Options.CheckpointInterval);
            await Task.Yield();
        }
        var written = Saved(cluster);
        while (!written.IsCompleted)
        {
            cluster.Time.Advance(cluster.Options.CheckpointInterval);
            await Task.Yield();
        }
        Assert.Equal(1, await written);
    }

    [Theory]
    [InlineData(StoreFault.Before)]
    [InlineData(StoreFault.After)]
    [InlineData(StoreFault.Full)]
    public async Task The_checkpoint_stays_where_it_is_while_somebody_cannot_be_saved(object fault)
    {
        await using var cluster = new LogCluster();
        var partition = await cluster.Open();
        await partition.Publish([View(0, "a")]);
        await partition.Checkpoint();
        await partition.Publish([View(1, "b"), View(2, "a"), View(3, "c")]);
        cluster.Snapshots.Writing = rows => new(rows.Any(static r => r.Key == "b") ? (StoreFault)fault : StoreFault.None);
        await Assert.ThrowsAnyAsync<IOException>(partition.Checkpoint);
        Assert.Equal(1, partition.CheckpointPosition);
        await partition.Publish([View(4, "b")]);
        await Assert.ThrowsAnyAsync<IOException>(partition.Checkpoint);
        cluster.Snapshots.Writing = null;
        await partition.Checkpoint();
        Assert.Equal((5, 0), (partition.CheckpointPosition, partition.UnsavedStates));
        await cluster.Restart();
        Assert.Equal(["e1", "e4"], await cluster.Applied(User("b")));
    }

    [Fact]
    public async Task The_checkpoint_stays_before_events_that_are_durable_and_on_their_way()
    {
        await using var cluster = new LogCluster();
        var partition = await cluster.Open();
        for (var i = 0; i < 300; i++)
        {
            var published = partition.Publish([View(2 * i), View((2 * i) + 1, "v")]).AsTask();
            await partition.Checkpoint();
            var checkpoint = partition.CheckpointPosition;
            Assert.True((cluster.Snapshots.Find(SnapshotKind.User, "u")?.Position ?? 0) >= checkpoint - 1);
            Assert.True((cluster.Snapshots.Find(SnapshotKind.User, "v")?.Position ?? 0) >= checkpoint - 1 - (checkpoint % 2));
            await published;
        }
    }

    [Fact]
    public async Task A_checkpoint_that_is_left_by_a_lost_writer_never_passes_what_its_successor_applies()
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
    public async Task What_an_overtaken_writer_saves_never_replaces_what_its_successor_has_saved()
    {
        await using var cluster = new LogCluster();
        var old = await cluster.Open();
        await old.Publish([View(0, session: "s")]);
        var current = await cluster.Open();
        await current.Publish([View(1, session: "s")]);
        await current.Checkpoint();
        await old.Checkpoint();
        await cluster.Restart();
        Assert.Equal(["e0", "e1"], await cluster.Applied(User("u")));
        Assert.Equal(["e0", "e1"], await cluster.Applied(Session("s")));
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
        cluster.Snapshots.Writing = async _ =>
        {
            saving.TrySetResult();
            await save.Task;
            return StoreFault.None;
        };
        var first = partition.Checkpoint();
        await saving.Task;
        var closing = partition.DisposeAsync();
        Task[] others = [partition.Checkpoint(), partition.Checkpoint(), partition.Checkpoint()];
        save.SetResult();
        await Task.WhenAll([first, closing.AsTask(), .. others]).WaitAsync(Patience.Limit);
        Assert.Equal(1, partition.CheckpointPosition);
    }

    // Ends with the next checkpoint's position.
    private static Task<long> Saved(LogCluster cluster)
    {
        var written = new TaskCompletionSource<long>();
        cluster.Snapshots.Writing = rows =>
        {
            if (rows[0].Kind == SnapshotKind.Partition)
            {
                written.TrySetResult(rows[0].Position);
            }
            return new(StoreFault.None);
        };
        return written.Task;
    }
}
