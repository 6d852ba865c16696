using Microsoft.Extensions.Time.Testing;
using Personalization.Log.Events;
using Personalization.Log.Tests.Snapshots;
using static Personalization.Log.Tests.Partitions.LogCluster;

namespace Personalization.Log.Tests.Partitions;

public sealed class LogPartitionStorageTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_attempt_that_fails_before_or_after_it_has_written_leaves_the_event_once_in_the_log(bool written)
    {
        await using var cluster = new LogCluster();
        var partition = await cluster.Open();
        await partition.Publish([View(0)]);
        var faults = new Queue<StoreFault>([written ? StoreFault.After : StoreFault.Before, StoreFault.Before]);
        cluster.Log.Appending = (_, _) => new(faults.TryDequeue(out var fault) ? fault : StoreFault.None);
        Assert.Equal((1, 2), ((await partition.Publish([View(1), View(0)])).Appended, partition.NextPosition));
        Assert.False(partition.IsFenced);
        Assert.Equal(1, (await partition.Publish([View(2)])).Appended);
        Assert.Equal(["e0", "e1", "e2"], cluster.Logged());
        Assert.Equal(["e0", "e1", "e2"], await cluster.Applied(User("u")));
    }

    [Theory]
    [InlineData(StoreFault.Before)]
    [InlineData(StoreFault.After)]
    public async Task A_store_that_stays_away_makes_the_writer_give_up_and_the_next_one_finds_out_what_was_written(object fault)
    {
        await using var cluster = new LogCluster();
        var partition = await cluster.Open();
        cluster.Log.Appending = (_, _) => new((StoreFault)fault);
        var refused = await Assert.ThrowsAsync<LogUnavailableException>(() => partition.Publish([View(0)]).AsTask());
        Assert.Equal(LogRefusal.StorageFault, refused.Refusal);
        Assert.True(partition.IsFenced);
        Assert.Equal(
            LogRefusal.Moved, (await Assert.ThrowsAsync<LogUnavailableException>(() => partition.Publish([View(1)]).AsTask())).Refusal);
        cluster.Log.Appending = null;

        var next = await cluster.Open();
        var written = (StoreFault)fault == StoreFault.After;
        Assert.Equal(written ? 1 : 0, next.NextPosition);
        Assert.Equal(written ? 0 : 1, (await next.Publish([View(0)])).Appended);
        Assert.Equal(["e0"], cluster.Logged());
        Assert.Equal(["e0"], await cluster.Applied(User("u")));
    }

    [Fact]
    public async Task A_writer_that_was_overtaken_acknowledges_nothing_more_and_says_that_the_log_has_moved()
    {
        await using var cluster = new LogCluster();
        var old = await cluster.Open();
        await old.Publish([View(0)]);
        var current = await cluster.Open();
        await current.Publish([View(1)]);
        Assert.False(old.IsFenced);
        Assert.Equal(
            LogRefusal.Moved, (await Assert.ThrowsAsync<LogUnavailableException>(() => old.Publish([View(2), View(0)]).AsTask())).Refusal);
        Assert.True(old.IsFenced);
        Assert.Equal(LogRefusal.Moved, (await Assert.ThrowsAsync<LogUnavailableException>(() => old.Publish([View(3)]).AsTask())).Refusal);
        Assert.Equal(new(1, 1, 2, 0, 0), await current.Publish([View(2), View(0)]));
        Assert.Equal(["e0", "e1", "e2"], cluster.Logged());
        Assert.Equal(["e0", "e1", "e2"], await cluster.Applied(User("u")));
    }

    [Fact]
    public async Task Of_two_writers_whose_first_attempts_both_fail_one_goes_on()
    {
        await using var cluster = new LogCluster();
        var (one, other) = (await cluster.Open(), await cluster.Open());
        var attempts = 0;
        cluster.Log.Appending = (_, _) => new(Interlocked.Increment(ref attempts) <= 2 ? StoreFault.Before : StoreFault.None);
        var results = await Task.WhenAll(Try(one.Publish([View(1)]).AsTask()), Try(other.Publish([View(2)]).AsTask()));
        Assert.Single(results, static r => r);
        Assert.Single(cluster.Logged());

        static async Task<bool> Try(Task published)
        {
            try
            {
                await published;
                return true;
            }
            catch (LogUnavailableException fault)
            {
                Assert.Equal(LogRefusal.Moved, fault.Refusal);
                return false;
            }
        }
    }

    [Fact]
    public async Task A_store_that_breaks_its_contract_costs_the_writer_its_place_but_leaves_nobody_waiting()
    {
        await using var cluster = new LogCluster();
        var partition = await cluster.Open();
        cluster.Log.Appending = static (_, _) => throw new InvalidOperationException("No store should do this.");
        await Assert.ThrowsAsync<LogUnavailableException>(() => partition.Publish([View(0)]).AsTask().WaitAsync(Patience.Limit));
        Assert.True(partition.IsFenced);
        cluster.Log.Appending = null;
        await (await cluster.Open()).Publish([View(0)]);
        Assert.Equal(["e0"], cluster.Logged());
    }

    [Fact]
    public async Task A_store_that_is_full_leads_to_a_refusal_at_once_and_to_no_other_writer()
    {
        await using var cluster = new LogCluster { Time = new FakeTimeProvider(TestNode.Start) };
        var partition = await cluster.Open();
        await partition.Publish([View(0)]);
        var attempts = 0;
        cluster.Log.Appending = (_, _) => new(Interlocked.Increment(ref attempts) > 0 ? StoreFault.Full : StoreFault.None);

        // The clock stands still, so whoever pauses never comes to an end.
        foreach (var events in new[] { new[] { View(1), View(0) }, [View(2)] })
        {
            var refused = await Assert.ThrowsAsync<LogUnavailableException>(
                () => partition.Publish(events).AsTask().WaitAsync(Patience.Limit));
            Assert.Equal(LogRefusal.StorageFull, refused.Refusal);
        }
        Assert.Equal((2, false, 1), (attempts, partition.IsFenced, partition.NextPosition));
        Assert.Equal(["e0"], await cluster.Applied(User("u")));

        cluster.Log.Appending = null;
        Assert.Equal(new(2, 1, 2, 0, 0), await partition.Publish([View(1), View(2), View(0)]));
        Assert.Equal(["e0", "e1", "e2"], await cluster.Applied(User("u")));
        Assert.Same(partition, Assert.Single(cluster.Opened(0)));
    }

    [Fact]
    public async Task A_store_that_is_full_after_an_attempt_that_was_written_leads_to_an_event_that_counts_once()
    {
        await using var cluster = new LogCluster();
        var partition = await cluster.Open();
        var faults = new Queue<StoreFault>([StoreFault.After, StoreFault.Full]);
        cluster.Log.Appending = (_, _) => new(faults.TryDequeue(out var fault) ? fault : StoreFault.None);
        var refused = await Assert.ThrowsAsync<LogUnavailableException>(() => partition.Publish([View(0)]).AsTask());
        Assert.Equal(LogRefusal.StorageFull, refused.Refusal);

        // Where the log ends is not as this writer believes, so it leaves the rest to the next one.
        refused = await Assert.ThrowsAsync<LogUnavailableException>(() => partition.Publish([View(0)]).AsTask());
        Assert.Equal(LogRefusal.Moved, refused.Refusal);
        Assert.Equal(1, (await (await cluster.Open()).Publish([View(0)])).Duplicates);
        Assert.Equal(["e0"], await cluster.Applied(User("u")));
    }

    [Fact]
    public async Task A_group_that_cannot_be_observed_costs_the_writer_its_place_and_nothing_behind_it_is_acknowledged()
    {
        await using var cluster = new LogCluster();
        var partition = await cluster.Open();
        var (reached, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        cluster.Log.Appending = async (_, _) =>
        {
            reached.TrySetResult();
            await go.Task;
            return StoreFault.None;
        };
        var broken = partition.Publish([View(0, null, "s") with { EventType = "" }]).AsTask();
        await reached.Task;
        var (behind, again) = (partition.Publish([View(1)]).AsTask(), partition.Publish([View(0)]).AsTask());
        go.SetResult();
        foreach (var published in new[] { broken, behind, again })
        {
            await Assert.ThrowsAsync<LogUnavailableException>(() => published.WaitAsync(Patience.Limit));
        }
        Assert.True(partition.IsFenced);
    }

    [Fact]
    public async Task A_partition_that_is_closed_writes_what_it_has_accepted_and_refuses_the_rest()
    {
        await using var cluster = new LogCluster();
        var partition = await cluster.Open();
        var (reached, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        cluster.Log.Appending = async (_, _) =>
        {
            reached.TrySetResult();
            await go.Task;
            return StoreFault.None;
        };
        var published = partition.Publish([View(0)]).AsTask();
        await reached.Task;
        var closing = partition.DisposeAsync();
        var refused = await Assert.ThrowsAsync<LogUnavailableException>(() => partition.Publish([View(1)]).AsTask());
        Assert.Equal(LogRefusal.Moved, refused.Refusal);
        go.SetResult();
        Assert.Equal(1, (await published).Appended);
        await closing;
        Assert.Equal(1, partition.CheckpointPosition);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_partition_that_is_closed_answers_nobody(bool save)
    {
        await using var cluster = new LogCluster();
        var partition = await cluster.Open();
        await partition.Publish([View(0, session: "s")]);
        await partition.Close(save);
        foreach (var actor in new[] { User("u"), Session("s") })
        {
            var refused = await Assert.ThrowsAsync<LogUnavailableException>(() => cluster.Applied(actor, partition));
            Assert.Equal(LogRefusal.Moved, refused.Refusal);
        }
        await cluster.Open();
        Assert.Equal(["e0"], await cluster.Applied(User("u")));
    }
}
