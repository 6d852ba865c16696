using Personalization.Actors.Snapshots;
using static Personalization.Actors.Tests.Logs.LogCluster;

namespace Personalization.Actors.Tests.Logs;

public sealed class LogPartitionRecoveryTests
{
    [Fact]
    public async Task The_next_writer_delivers_what_is_not_in_saved_states_and_knows_the_ids_of_the_rest()
    {
        await using var cluster = new LogCluster();
        var old = await cluster.Open();
        await old.Publish([View(0), View(1, "v")]);
        await old.Checkpoint();
        await old.Publish([View(2), View(3, session: "s")]);
        cluster.Actors.CrashAll();
        var current = await cluster.Open();
        Assert.Equal((4, 2), (current.NextPosition, current.CheckpointPosition));
        Assert.Equal([2, 3], current.Tail(User("u"), -1).Select(static l => l.Position));
        Assert.Equal(new(1, 4, 4, 0, 0), await current.Publish([View(0), View(1, "v"), View(2), View(3, session: "s"), View(4)]));
        Assert.Equal(["e0", "e2", "e3", "e4"], await cluster.Applied(User("u")));
        Assert.Equal(["e1"], await cluster.Applied(User("v")));
        Assert.Equal(["e3"], await cluster.Applied(Session("s")));
    }

    [Fact]
    public async Task Events_that_the_lost_writer_had_not_delivered_are_delivered_without_anybody_asking()
    {
        await using var cluster = new LogCluster();
        var old = await cluster.Open();
        cluster.Actors.Calling = static (_, _) => new(CallFault.Lost);
        var published = old.Publish([View(0), View(1, "v")]);
        await old.Publish([]);
        var done = new TaskCompletionSource();
        var delivered = 0;
        cluster.Actors.Calling = (_, delivery) =>
        {
            if (delivery?.Events[0].Event.EventId == "e1" && Interlocked.Increment(ref delivered) == 1)
            {
                done.SetResult();
            }
            return new(CallFault.None);
        };
        await cluster.Open();
        await done.Task;
        Assert.Equal(["e1"], await cluster.Applied(User("v")));
        await published;
    }

    [Fact]
    public async Task A_duplicate_that_reaches_the_next_writer_waits_until_the_event_is_delivered_again()
    {
        await using var cluster = new LogCluster();
        await (await cluster.Open()).Publish([View(0)]);
        cluster.Actors.CrashAll();
        var go = new TaskCompletionSource();
        cluster.Actors.Calling = async (actor, _) =>
        {
            if (actor == User("u"))
            {
                await go.Task;
            }
            return CallFault.None;
        };
        var current = await cluster.Open();
        var again = current.Publish([View(0)]);
        await current.Publish([View(1, "v")]);
        Assert.False(again.IsCompleted);
        go.SetResult();
        Assert.Equal(new(0, 1, -1, 0, 0), await again);
    }

    [Fact]
    public async Task Actors_that_do_not_answer_keep_no_others_from_being_delivered_to()
    {
        await using var cluster = new LogCluster();
        var old = await cluster.Open();
        await old.Publish([.. Enumerable.Range(0, 600).Select(static i => View(i, "poor" + i)), View(1000, "last")]);
        cluster.Actors.CrashAll();
        cluster.Actors.Calling = static (actor, _) => new(actor.Key.StartsWith("poor", StringComparison.Ordinal) ? CallFault.Lost : CallFault.None);
        var current = await cluster.Open();
        await current.Publish([View(1000, "last")]).WaitAsync(TimeSpan.FromSeconds(10));
        await current.Publish([View(1001, "last")]).WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_keeps_the_partition_from_opening()
    {
        await using var cluster = new LogCluster();
        await (await cluster.Open()).Publish([View(0)]);
        cluster.Log.Reading = static _ => true;
        await Assert.ThrowsAsync<IOException>(() => cluster.Open());
        cluster.Log.Reading = null;
        cluster.Snapshots.Reading = static (kind, _) => kind == SnapshotKind.Trails;
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
    public async Task A_partition_closed_in_order_leaves_nothing_to_deliver_to_the_next_writer()
    {
        await using var cluster = new LogCluster();
        var old = await cluster.Open();
        await old.Publish([View(0, session: "s")]);
        await old.DisposeAsync();
        var current = await cluster.Open();
        Assert.Equal((1, 1), (current.NextPosition, current.CheckpointPosition));
        Assert.Empty(current.Tail(User("u"), -1));
        cluster.Actors.CrashAll();
        await current.Publish([View(1, session: "s")]);
        Assert.Equal(["e0", "e1"], await cluster.Applied(Session("s")));
    }
}
