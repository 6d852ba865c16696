using Personalization.Log.Events;
using Personalization.Log.Partitions;
using Personalization.Log.Tests.Snapshots;
using Personalization.Contracts.Events;
using static Personalization.Log.Tests.Partitions.LogCluster;

namespace Personalization.Log.Tests.Partitions;

public sealed class LogPartitionPublishTests
{
    [Fact]
    public async Task Events_are_durable_and_in_the_states_they_concern_in_log_order_when_they_are_acknowledged()
    {
        await using var cluster = new LogCluster();
        var partition = await cluster.Open();
        var receipt = await partition.Publish([View(0, session: "s"), View(1), View(2, "v"),
            View(3, null, "s") with { EventType = EventTypes.Purchase, Value = 2.5 }]);
        Assert.Equal(new PartitionReceipt(4, 0, 3, 1, 2500), receipt);
        Assert.Equal(["e0", "e1", "e2", "e3"], cluster.Logged());
        Assert.Equal(["e0", "e1"], await cluster.Applied(User("u")));
        Assert.Equal(["e2"], await cluster.Applied(User("v")));
        Assert.Equal(["e0", "e3"], await cluster.Applied(Session("s")));
    }

    [Fact]
    public async Task A_batch_without_events_is_acknowledged_at_once()
    {
        await using var cluster = new LogCluster();
        var partition = await cluster.Open();
        Assert.Equal(new PartitionReceipt(0, 0, -1, 0, 0), await partition.Publish([]));
        Assert.Equal(0, partition.NextPosition);
    }

    [Fact]
    public async Task An_event_that_comes_twice_counts_once_within_a_batch_a_group_and_over_groups()
    {
        await using var cluster = new LogCluster();
        var partition = await cluster.Open();
        Assert.Equal(new PartitionReceipt(2, 1, 1, 0, 0), await partition.Publish([View(0), View(0), View(1)]));
        Assert.Equal(new PartitionReceipt(0, 1, -1, 0, 0), await partition.Publish([View(1)]));

        // While the first of these is appended, the others gather into one group.
        var (reached, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        cluster.Log.Appending = async (_, _) =>
        {
            reached.TrySetResult();
            await go.Task;
            return StoreFault.None;
        };
        var first = partition.Publish([View(2)]).AsTask();
        await reached.Task;
        var (second, third) = (partition.Publish([View(3)]).AsTask(), partition.Publish([View(3), View(4)]).AsTask());
        go.SetResult();
        Assert.Equal(new PartitionReceipt(1, 0, 2, 0, 0), await first);
        Assert.Equal(new PartitionReceipt(1, 0, 3, 0, 0), await second);
        Assert.Equal(new PartitionReceipt(1, 1, 4, 0, 0), await third);
        Assert.Equal(["e0", "e1", "e2", "e3", "e4"], await cluster.Applied(User("u")));
        Assert.Equal(["e0", "e1", "e2", "e3", "e4"], cluster.Logged());
    }

    [Fact]
    public async Task An_event_that_is_sent_again_is_acknowledged_only_when_the_first_one_is_durable()
    {
        await using var cluster = new LogCluster();
        var partition = await cluster.Open();
        var go = new TaskCompletionSource();
        cluster.Log.Appending = async (_, _) =>
        {
            await go.Task;
            return StoreFault.None;
        };
        var (original, again) = (partition.Publish([View(0)]).AsTask(), partition.Publish([View(0)]).AsTask());
        Assert.False(original.IsCompleted || again.IsCompleted);
        Assert.Empty(await cluster.Applied(User("u")));
        go.SetResult();
        Assert.Equal((1, 1), ((await original).Appended, (await again).Duplicates));
        Assert.Equal(["e0"], await cluster.Applied(User("u")));
    }

    [Fact]
    public async Task More_than_may_wait_is_refused_as_overload_and_taken_later()
    {
        await using var cluster = new LogCluster();
        var large = View(0) with { Properties = new Contracts.JsonText(new byte[400_000]) };
        cluster.Options.MaxWaitingBytes = 1 << 20;
        var partition = await cluster.Open();
        var (reached, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        cluster.Log.Appending = async (_, _) =>
        {
            reached.TrySetResult();
            await go.Task;
            return StoreFault.None;
        };
        var first = partition.Publish([large]).AsTask();
        await reached.Task;
        var second = partition.Publish([large with { EventId = "second" }]).AsTask();
        var refused = await Assert.ThrowsAsync<LogUnavailableException>(
            () => partition.Publish([large with { EventId = "third" }]).AsTask());
        Assert.Equal(LogRefusal.Overloaded, refused.Refusal);
        go.SetResult();
        await Task.WhenAll(first, second);

        // A small one goes through in any case.
        await partition.Publish([View(5)]);
        await partition.Publish([large with { EventId = "third" }]);
        Assert.Equal(["e0", "second", "e5", "third"], cluster.Logged());
    }

    [Fact]
    public async Task A_batch_larger_than_may_wait_is_taken_when_nothing_else_waits()
    {
        await using var cluster = new LogCluster();
        cluster.Options.MaxWaitingBytes = 1;
        var partition = await cluster.Open();
        Assert.Equal(1, (await partition.Publish([View(0)])).Appended);
    }
}
