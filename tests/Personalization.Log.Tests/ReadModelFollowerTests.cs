using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using Personalization.Log.Catalog;
using Personalization.Log.Partitions;
using Personalization.Log.Recommenders;
using Personalization.Log.Snapshots;
using Personalization.Log.Tests.Partitions;
using Personalization.Log.Tests.Recommenders;
using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;

namespace Personalization.Log.Tests;

public sealed class ReadModelFollowerTests : IAsyncDisposable
{
    private const int Partitions = 2;

    private readonly LogCluster _cluster = new(Partitions);
    private readonly FakeTimeProvider _time = new(TestNode.Start);
    private readonly TestFeeds _feeds = new();
    private readonly List<LearningNode> _nodes = [];
    private int _events;

    public ReadModelFollowerTests() => _feeds.OfItems = (partition, from) => _cluster.Writer(partition)!.Updates(from);

    [Fact]
    public async Task A_follower_that_starts_late_reaches_what_one_from_the_beginning_has_learnt()
    {
        await OpenAll();
        var first = await Follow();
        await Publish(60);
        await SaveLearnt(first);
        await Publish(50);
        await SaveLearnt(first);
        await Checkpoint();
        await Publish(40);
        await SaveLearnt(first);

        // Some of what the first one followed is not kept any more, and a writer starts over from its trails.
        await OpenAll();
        await Publish(30);
        await first.Follower.Settle();
        Assert.Equal(180, first.Follower.Events);
        var second = await Follow();
        Assert.Equal(180, second.Follower.Events);
        Assert.Equal(await first.Learnt(), await second.Learnt());
        await Publish(20);
        await first.Follower.Settle();
        await second.Follower.Settle();
        Assert.Equal(await first.Learnt(), await second.Learnt());
    }

    [Fact]
    public async Task Loading_starts_over_when_something_is_saved_between_two_pages()
    {
        var saver = Node();
        await saver.Learn(0, 0, 1100, items: 1100);
        await saver.States.Save();
        var (requests, saved) = (0, false);
        _feeds.OfItems = static (partition, from) => new(partition, from, []);
        _feeds.OfLearnt = async key =>
        {
            requests++;
            var page = await saver.States.Read(key);
            if (!saved && key.Length > 0)
            {
                saved = true;
                await saver.Learn(1, 0, 900, items: 900);
                _time.Advance(TimeSpan.FromMinutes(1));
                Assert.NotNull(await saver.States.Save());
            }
            return page;
        };
        var node = Node();
        await node.Follower.Load(_feeds, CancellationToken.None);
        Assert.Equal(await saver.Learnt(), await node.Learnt());
        Assert.Equal((2000, 3 + 4), (node.Follower.Events, requests));
    }

    [Fact]
    public async Task Faulty_observations_lead_to_an_error_for_who_waits_and_to_a_node_that_is_lost()
    {
        await OpenAll();
        var node = await Follow();
        _feeds.OfItems = static (partition, from) => new(partition, from + 1, []) { Outcomes = [new byte[] { 255 }] };
        for (var i = 0; i < 2; i++)
        {
            var fault = await Record.ExceptionAsync(() => node.Follower.Settle().WaitAsync(Patience.Limit));
            Assert.True(fault is FormatException or ChannelClosedException, $"{fault}");
        }
        await Eventually.True(() => node.Follower.IsLost, "the node is lost");
    }

    [Fact]
    public async Task Loading_ends_when_it_is_told_to()
    {
        var version = 0L;
        using var stop = new CancellationTokenSource();
        _feeds.OfLearnt = async _ =>
        {
            if (version == 10)
            {
                await stop.CancelAsync();
            }
            return new LearntPage(version++, [0, 0], [new SnapshotRow(SnapshotKind.LearntItem, "a", 1, default)]);
        };
        await Assert.ThrowsAsync<OperationCanceledException>(() => Node().Follower.Load(_feeds, stop.Token));
    }

    [Fact]
    public async Task A_follower_that_is_too_far_behind_knows_that_it_is_lost()
    {
        await OpenAll();
        var (present, away) = (await Follow(), Node());
        await away.Follower.Load(_feeds, CancellationToken.None);
        for (var i = 0; i < 3; i++)
        {
            await Publish(20);
            await SaveLearnt(present);
        }
        await away.Follower.Follow(_feeds);
        Assert.True(away.Follower.IsLost);
        Assert.False(present.Follower.IsLost);
    }

    [Fact]
    public async Task What_was_acknowledged_before_counts_after_settling()
    {
        await OpenAll();
        var catalog = await CatalogLog.Open(_cluster.Log, _cluster.Snapshots);
        _feeds.OfCatalog = from => new(catalog.Read(from, 2));
        var node = await Follow();
        await catalog.Append([.. Enumerable.Range(0, 5)
            .Select(static i => new ItemChange("new" + i, new Item { ItemId = "new" + i }, DateTimeOffset.UnixEpoch))]);
        await Publish(10);
        await node.Follower.Settle();
        Assert.Equal((10, 8 + 5), (node.Follower.Events, node.Node.ReadModels.Catalog.Count));
        await catalog.Append([new ItemChange("new0", null, DateTimeOffset.UnixEpoch)]);
        await node.Follower.Catalog();
        Assert.Equal(8 + 4, node.Node.ReadModels.Catalog.Count);
    }

    [Fact]
    public async Task A_writer_that_was_overtaken_does_not_take_a_follower_back()
    {
        await OpenAll();
        var old = _cluster.Writer(0)!;
        await OpenAll();
        var node = await Follow();
        await Publish(30);
        await node.Follower.Settle();
        var learnt = await node.Learnt();
        Assert.True(old.NextPosition < _cluster.Writer(0)!.NextPosition);
        _feeds.OfItems = (partition, from) => (partition == 0 ? old : _cluster.Writer(partition)!).Updates(from);
        await node.Follower.Settle();
        Assert.Equal(30, node.Follower.Events);
        Assert.Equal(learnt, await node.Learnt());
    }

    [Fact]
    public async Task Settling_ends_while_events_keep_coming()
    {
        var position = 0L;
        _feeds.OfItems = (partition, _) => new PartitionUpdates(partition, Interlocked.Increment(ref position), []);
        var node = Node();
        await node.Follower.Load(_feeds, CancellationToken.None);
        await node.Follower.Follow(_feeds).WaitAsync(Patience.Limit);
        await node.Follower.Settle().WaitAsync(Patience.Limit);
    }

    [Fact]
    public async Task Messages_that_are_full_are_followed_to_the_end()
    {
        var feed = new PartitionFeed(0, _cluster.Node.ReadModels.Vocabulary, _cluster.Node.Options.Signals, _cluster.Node.Options.Bandits);
        for (var i = 0; i < 3; i++)
        {
            feed.Observe(new LoggedEvent(i, LogCluster.View(0, item: i + new string('x', (int)PartitionUpdates.MostBytes))));
            feed.Publish();
        }
        _feeds.OfItems = (partition, from) => feed.Read(from)! with { Partition = partition };
        var node = Node();
        await node.Follower.Load(_feeds, CancellationToken.None);
        await node.Follower.Follow(_feeds);
        Assert.Equal(6, node.Follower.Events);
    }

    [Fact]
    public async Task A_follower_goes_on_by_itself_also_after_an_interruption()
    {
        await OpenAll();
        var interruptions = 0;
        var seen = new TaskCompletionSource();
        _feeds.OfItems = (partition, from) =>
        {
            if (Volatile.Read(ref interruptions) is > 0 and < 3)
            {
                Interlocked.Increment(ref interruptions);
                throw new IOException("The node that knows is lost.");
            }
            if (from == 10)
            {
                seen.TrySetResult();
            }
            return _cluster.Writer(partition)!.Updates(from);
        };
        var node = await Follow();
        Volatile.Write(ref interruptions, 1);
        for (var i = 0; i < 10; i++)
        {
            await _cluster.Writer(0)!.Publish([LogCluster.View(_events++)]);
        }
        await seen.Task.WaitAsync(Patience.Limit);
        Assert.Equal(10, node.Follower.Events);
    }

    [Fact]
    public async Task A_node_leaves_in_order_though_the_feeds_fail()
    {
        var (asked, fail) = (new TaskCompletionSource(), new TaskCompletionSource());
        var node = Node();
        await node.Follower.Load(_feeds, CancellationToken.None);
        _feeds.OfItems = static (partition, from) => new(partition, from, []);
        await node.Follower.Follow(_feeds);
        _feeds.OfCatalog = async _ =>
        {
            asked.TrySetResult();
            await fail.Task;
            throw new IOException("The cluster is gone.");
        };
        await asked.Task.WaitAsync(Patience.Limit);
        var left = node.Follower.DisposeAsync();
        fail.SetResult();
        await left;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }
        await _cluster.DisposeAsync();
    }

    private async Task OpenAll()
    {
        for (var partition = 0; partition < Partitions; partition++)
        {
            await _cluster.Open(partition);
        }
    }

    private LearningNode Node()
    {
        var node = new LearningNode(Partitions, _cluster.Snapshots, _time);
        _nodes.Add(node);
        return node;
    }

    private async Task<LearningNode> Follow()
    {
        var node = Node();
        _feeds.OfLearnt = key => node.States.Read(key);
        await node.Follower.Load(_feeds, CancellationToken.None);
        await node.Follower.Follow(_feeds);
        return node;
    }

    // All within one moment and of one kind, so that sums are the same in whatever order partitions are followed.
    private async Task Publish(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var number = _events++;
            await _cluster.Writer(number % Partitions)!
                .Publish([LogCluster.View(0, "u" + (number % 7), null, "item" + (number * 3 % 8)) with
                {
                    EventId = "n" + number,
                    EventType = EventTypes.Purchase,
                }]);
        }
    }

    private async Task Checkpoint()
    {
        for (var partition = 0; partition < Partitions; partition++)
        {
            await _cluster.Writer(partition)!.Checkpoint();
        }
    }

    private async Task SaveLearnt(LearningNode saver)
    {
        await saver.Follower.Settle();
        _time.Advance(TimeSpan.FromMinutes(1));
        var applied = await saver.States.Save();
        for (var partition = 0; partition < Partitions; partition++)
        {
            await _cluster.Writer(partition)!.Learnt(applied![partition]);
        }
    }
}
