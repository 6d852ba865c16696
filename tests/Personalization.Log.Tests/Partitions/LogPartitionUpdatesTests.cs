using Microsoft.Extensions.Time.Testing;
using static Personalization.Log.Tests.Partitions.LogCluster;

namespace Personalization.Log.Tests.Partitions;

/// <summary>Followers of a partition wait for what it observes.</summary>
public sealed class LogPartitionUpdatesTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);
    [Fact]
    public async Task What_is_there_already_is_given_out_at_once()
    {
        await using var cluster = new LogCluster { Time = new FakeTimeProvider(TestNode.Start) };
        var partition = await cluster.Open();
        await partition.Publish([View(0), View(1)]);
        Assert.Equal(2, (await partition.NextUpdates(0, s_patience, CancellationToken.None).WaitAsync(Patience.Limit))!.NextPosition);
        Assert.Equal(2, (await partition.NextUpdates(1, s_patience, CancellationToken.None).WaitAsync(Patience.Limit))!.NextPosition);
    }

    [Fact]
    public async Task The_next_event_ends_the_wait_of_all_who_wait()
    {
        await using var cluster = new LogCluster { Time = new FakeTimeProvider(TestNode.Start) };
        var partition = await cluster.Open();
        await partition.Publish([View(0)]);
        var waiting = Enumerable.Range(0, 3).Select(_ => partition.NextUpdates(1, s_patience, CancellationToken.None)).ToArray();
        Assert.DoesNotContain(waiting, static w => w.IsCompleted);
        await partition.Publish([View(1)]);
        var all = await Task.WhenAll(waiting).WaitAsync(Patience.Limit);
        Assert.All(all, static updates => Assert.Equal((2, 1), (updates!.NextPosition, updates.Observations.Count)));
    }

    [Fact]
    public async Task Patience_that_is_over_leads_to_an_answer_without_anything()
    {
        await using var cluster = new LogCluster { Time = new FakeTimeProvider(TestNode.Start) };
        var partition = await cluster.Open();
        await partition.Publish([View(0)]);
        var waiting = partition.NextUpdates(1, s_patience, CancellationToken.None);
        cluster.Time.Advance(s_patience / 2);
        Assert.False(waiting.IsCompleted);
        cluster.Time.Advance(s_patience / 2);
        var updates = (await waiting.WaitAsync(Patience.Limit))!;
        Assert.Equal((1, 0), (updates.NextPosition, updates.Observations.Count));
    }

    [Fact]
    public async Task Whoever_leaves_and_a_partition_that_closes_end_the_wait()
    {
        await using var cluster = new LogCluster { Time = new FakeTimeProvider(TestNode.Start) };
        var partition = await cluster.Open();
        using var leaving = new CancellationTokenSource();
        var left = partition.NextUpdates(0, s_patience, leaving.Token);
        var closed = partition.NextUpdates(0, s_patience, CancellationToken.None);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left.WaitAsync(Patience.Limit));
        Assert.False(closed.IsCompleted);
        await partition.DisposeAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => closed.WaitAsync(Patience.Limit));
    }

    [Fact]
    public async Task A_follower_too_far_behind_is_told_so_at_once()
    {
        await using var cluster = new LogCluster { Time = new FakeTimeProvider(TestNode.Start) };
        var partition = await cluster.Open();
        await partition.Publish([View(0)]);
        await partition.Learnt(1);
        await partition.Learnt(1);
        Assert.Null(await partition.NextUpdates(0, s_patience, CancellationToken.None).WaitAsync(Patience.Limit));
    }
}
