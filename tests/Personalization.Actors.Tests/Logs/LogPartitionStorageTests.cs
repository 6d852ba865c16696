using Personalization.Actors.Events;
using Personalization.Actors.Tests.Snapshots;
using static Personalization.Actors.Tests.Logs.LogCluster;

namespace Personalization.Actors.Tests.Logs;

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
        Assert.Equal(["e0", "e1", "e2"], await cluster.Logged());
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
        var refused = await Assert.ThrowsAsync<LogUnavailableException>(() => partition.Publish([View(0)]));
        Assert.Equal(LogRefusal.StorageFault, refused.Refusal);
        Assert.True(partition.IsFenced);
        Assert.Equal(LogRefusal.Moved, (await Assert.ThrowsAsync<LogUnavailableException>(() => partition.Publish([View(1)]))).Refusal);
        cluster.Log.Appending = null;

        var next = await cluster.Open();
        var written = (StoreFault)fault == StoreFault.After;
        Assert.Equal(written ? 1 : 0, next.NextPosition);
        Assert.Equal(written ? 0 : 1, (await next.Publish([View(0)])).Appended);
        Assert.Equal(["e0"], await cluster.Logged());
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
        Assert.Equal(LogRefusal.Moved, (await Assert.ThrowsAsync<LogUnavailableException>(() => old.Publish([View(2), View(0)]))).Refusal);
        Assert.True(old.IsFenced);
        Assert.Equal(LogRefusal.Moved, (await Assert.ThrowsAsync<LogUnavailableException>(() => old.Publish([View(3)]))).Refusal);
        Assert.Equal(new(1, 1, 2, 0, 0), await current.Publish([View(2), View(0)]));
        Assert.Equal(["e0", "e1", "e2"], await cluster.Logged());
        Assert.Equal(["e0", "e1", "e2"], await cluster.Applied(User("u")));
    }

    [Fact]
    public async Task Of_two_writers_whose_first_attempts_both_fail_one_goes_on()
    {
        await using var cluster = new LogCluster();
        var (one, other) = (await cluster.Open(), await cluster.Open());
        var attempts = 0;
        cluster.Log.Appending = (_, _) => new(Interlocked.Increment(ref attempts) <= 2 ? StoreFault.Before : StoreFault.None);
        var results = await Task.WhenAll(Try(one.Publish([View(1)])), Try(other.Publish([View(2)])));
        Assert.Single(results, static r => r);
        Assert.Single(await cluster.Logged());

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
        await Assert.ThrowsAsync<LogUnavailableException>(() => partition.Publish([View(0)]).WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.True(partition.IsFenced);
        cluster.Log.Appending = null;
        await (await cluster.Open()).Publish([View(0)]);
        Assert.Equal(["e0"], await cluster.Logged());
    }

    [Fact]
    public async Task A_partition_that_is_given_up_lets_those_go_whose_events_are_not_delivered_yet()
    {
        await using var cluster = new LogCluster();
        var partition = await cluster.Open();
        cluster.Actors.Calling = static (_, _) => new(CallFault.Lost);
        var published = partition.Publish([View(0)]);
        await partition.DisposeAsync();
        Assert.Equal(LogRefusal.Moved, (await Assert.ThrowsAsync<LogUnavailableException>(() => published.WaitAsync(TimeSpan.FromSeconds(10)))).Refusal);
        Assert.Equal(0, partition.CheckpointPosition);
        cluster.Actors.Calling = null;
        Assert.Equal(new(0, 1, -1, 0, 0), await (await cluster.Open()).Publish([View(0)]));
        Assert.Equal(["e0"], await cluster.Applied(User("u")));
    }
}
