using Microsoft.Extensions.Time.Testing;
using Personalization.Log.Events;
using Personalization.Log.Snapshots;
using Personalization.Log.Tests.Snapshots;
using static Personalization.Log.Tests.Partitions.LogCluster;

namespace Personalization.Log.Tests.Partitions;

/// <summary>Who is in memory where a partition is written.</summary>
public sealed class LogPartitionResidentsTests
{
    [Fact]
    public async Task Events_wait_for_states_that_are_not_in_memory_until_somebody_asks_or_they_are_saved()
    {
        await using var cluster = new LogCluster();
        var partition = await cluster.Open();
        await partition.Publish([View(0, session: "s"), View(1), View(2, "v")]);
        Assert.Equal((4, 2, 1), (partition.PendingEvents, partition.Users, partition.Sessions));
        Assert.Equal(["e0", "e1"], await cluster.Applied(User("u")));
        Assert.Equal(2, partition.PendingEvents);
        await partition.Publish([View(3), View(4, "v")]);
        Assert.Equal(3, partition.PendingEvents);
        await partition.Checkpoint();
        Assert.Equal(0, partition.PendingEvents);
        Assert.Equal(["e2", "e4"], await cluster.Applied(User("v")));
    }

    [Fact]
    public async Task Whoever_is_not_saved_stays_in_memory()
    {
        await using var cluster = new LogCluster();
        var partition = await cluster.Open();
        await partition.Publish([View(0, session: "s")]);
        Assert.Equal(0, partition.Sweep(TimeSpan.Zero));
        await cluster.Applied(User("u"));
        Assert.Equal(0, partition.Sweep(TimeSpan.Zero));
        cluster.Snapshots.Writing = static _ => new(StoreFault.Before);
        await Assert.ThrowsAsync<IOException>(partition.Checkpoint);
        Assert.Equal(0, partition.Sweep(TimeSpan.Zero));
        cluster.Snapshots.Writing = null;
        await partition.Checkpoint();
        Assert.Equal(0, partition.Sweep(TimeSpan.FromHours(1)));
        Assert.Equal(2, partition.Sweep(TimeSpan.Zero));
        Assert.Equal((0, 0), (partition.Users, partition.Sessions));
        Assert.Equal(["e0"], await cluster.Applied(User("u")));
        await partition.Publish([View(1, session: "s")]);
        Assert.Equal(["e0", "e1"], await cluster.Applied(Session("s")));
    }

    [Fact]
    public async Task Whoever_changes_while_being_saved_stays_in_memory_and_is_saved_the_next_time()
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
        var checkpoint = partition.Checkpoint();
        await saving.Task;
        await partition.Publish([View(1)]);
        Assert.Equal(0, partition.Sweep(TimeSpan.Zero));
        save.SetResult();
        await checkpoint;
        Assert.Equal((1, 1), (partition.UnsavedStates, partition.CheckpointPosition));
        Assert.Equal(0, partition.Sweep(TimeSpan.Zero));
        await partition.Checkpoint();
        Assert.Equal(1, partition.Sweep(TimeSpan.Zero));
        Assert.Equal(["e0", "e1"], await cluster.Applied(User("u")));
    }

    [Fact]
    public async Task More_than_may_stay_leave_memory_before_they_are_idle()
    {
        await using var cluster = new LogCluster { MostResidents = 3 };
        var partition = await cluster.Open();
        await partition.Publish([.. Enumerable.Range(0, 5).Select(static i => View(i, "u" + i))]);
        Assert.Equal(0, partition.Sweep(TimeSpan.FromHours(1)));
        await partition.Checkpoint();
        Assert.InRange(partition.Sweep(TimeSpan.FromHours(1)), 2, 5);
        Assert.InRange(partition.Users, 0, 3);
    }

    [Fact]
    public async Task More_events_than_may_wait_for_states_lead_to_refusal_until_they_are_applied()
    {
        await using var cluster = new LogCluster();
        cluster.Options.MaxPendingEvents = 3;
        cluster.Snapshots.Reading = static (kind, _) => kind == SnapshotKind.User;
        var partition = await cluster.Open();
        await partition.Publish([View(0, session: "s"), View(1)]);
        Assert.Equal(3, partition.PendingEvents);
        var refused = await Assert.ThrowsAsync<LogUnavailableException>(() => partition.Publish([View(2)]).AsTask());
        Assert.Equal(LogRefusal.Overloaded, refused.Refusal);
        Assert.Contains("MaxPendingEvents = 3", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<IOException>(partition.Checkpoint);
        await Assert.ThrowsAsync<LogUnavailableException>(() => partition.Publish([View(2)]).AsTask());
        cluster.Snapshots.Reading = null;
        await partition.Checkpoint();
        Assert.Equal(0, partition.PendingEvents);
        await partition.Publish([View(2)]);
        Assert.Equal(["e0", "e1", "e2"], await cluster.Applied(User("u")));
    }

    [Fact]
    public async Task Many_events_that_wait_for_states_lead_to_saving_before_the_interval_is_over()
    {
        await using var cluster = new LogCluster { Time = new FakeTimeProvider(TestNode.Start) };
        cluster.Options.MaxPendingEvents = 10;
        var saved = new TaskCompletionSource();
        cluster.Snapshots.Writing = rows =>
        {
            if (rows[0].Kind == SnapshotKind.User)
            {
                saved.TrySetResult();
            }
            return new(StoreFault.None);
        };
        var partition = await cluster.Open();
        await partition.Publish([.. Enumerable.Range(0, 6).Select(static i => View(i))]);
        await partition.Publish([View(6)]);
        await saved.Task.WaitAsync(Patience.Limit);
        Assert.InRange(partition.PendingEvents, 0, 1);
    }

    [Fact]
    public async Task Whoever_asks_while_somebody_leaves_memory_finds_every_event()
    {
        await using var cluster = new LogCluster();
        var partition = await cluster.Open();
        var isDone = false;
        var sweeping = Task.Run(async () =>
        {
            while (!Volatile.Read(ref isDone))
            {
                await partition.Checkpoint();
                partition.Sweep(TimeSpan.Zero);
            }
        });
        for (var i = 0; i < 300; i++)
        {
            await partition.Publish([View(i, "u" + (i % 3))]);
            Assert.Equal((i / 3) + 1, await partition.User("u" + (i % 3), 0, static (state, _) => state.EventCount));
        }
        Volatile.Write(ref isDone, true);
        await sweeping;
    }

    [Fact]
    public async Task A_saved_state_of_another_version_leads_to_an_exception_and_to_nothing_lost()
    {
        await using var cluster = new LogCluster();
        var partition = await cluster.Open();
        await cluster.Snapshots.Write([new SnapshotRow(SnapshotKind.User, "u", 1, new byte[] { 77, 0, 0 })]);
        await partition.Publish([View(0), View(1, "v")]);
        await Assert.ThrowsAsync<FormatException>(() => cluster.Applied(User("u")));
        await Assert.ThrowsAsync<FormatException>(partition.Checkpoint);
        Assert.Equal(0, partition.CheckpointPosition);
        Assert.Equal(["e1"], await cluster.Applied(User("v")));
        await cluster.Snapshots.Delete(SnapshotKind.User, ["u"]);
        Assert.Equal(["e0"], await cluster.Applied(User("u")));
    }
}
