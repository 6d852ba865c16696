using Personalization.Log.Partitions;
using Personalization.Contracts.Events;

namespace Personalization.Log.Tests.Partitions;

public sealed class PartitionFeedTests : IDisposable
{
    private readonly TestNode _node = new();

    [Fact]
    public void A_follower_reads_what_was_published_from_where_it_is()
    {
        var feed = Create();
        Observe(feed, 0, 3);
        var first = feed.Read(0)!;
        Assert.Equal((3, 1, true), (first.NextPosition, first.Observations.Count, first.IsComplete));
        Observe(feed, 3, 2);
        Assert.Equal((5, 1), (feed.Read(3)!.NextPosition, feed.Read(3)!.Observations.Count));
        Assert.Equal((5, 2), (feed.Read(2)!.NextPosition, feed.Read(2)!.Observations.Count));
        Assert.Equal((5, 0), (feed.Read(5)!.NextPosition, feed.Read(5)!.Observations.Count));
    }

    [Fact]
    public void Events_without_an_item_move_the_position_on()
    {
        var feed = Create();
        feed.Observe(new LoggedEvent(0, LogCluster.View(0) with { EventType = EventTypes.Search, ItemId = null }));
        feed.Publish();
        Assert.Equal((1, 0), (feed.Read(0)!.NextPosition, feed.Read(0)!.Observations.Count));
    }

    [Fact]
    public void What_was_learnt_before_the_last_note_is_kept_no_longer_and_who_needs_it_is_told_so()
    {
        var feed = Create();
        Observe(feed, 0, 2);
        Observe(feed, 2, 2);
        feed.Learnt(4);
        Assert.NotNull(feed.Read(0));
        feed.Learnt(4);
        Assert.Null(feed.Read(0));
        Assert.Null(feed.Read(3));
        Assert.NotNull(feed.Read(4));
    }

    [Fact]
    public void Trails_are_given_out_for_saving_only_when_what_they_need_was_learnt_one_note_ago()
    {
        var feed = Create();
        Observe(feed, 0, 2);
        feed.Copy();
        Observe(feed, 2, 2);
        feed.Copy();
        Assert.Null(feed.Learnt(1));
        Assert.Null(feed.Learnt(3));
        Assert.Equal(2, feed.Learnt(3)!.Value.Position);
        Assert.Null(feed.Learnt(9));
        feed.Copy();
        Assert.Equal(4, feed.Learnt(9)!.Value.Position);
    }

    [Fact]
    public void A_follower_that_is_one_saving_behind_goes_on_with_the_next_writer()
    {
        var feed = Create();
        Observe(feed, 0, 2);
        feed.Copy();
        feed.Learnt(2);
        var (position, trails) = feed.Learnt(2)!.Value;
        var next = Create();
        next.Load(position, trails);
        Assert.Null(next.Read(1));
        Assert.NotNull(next.Read(2));
    }

    [Fact]
    public void Nothing_is_copied_while_nothing_was_observed()
    {
        var feed = Create();
        feed.Copy();
        feed.Learnt(9);
        Assert.Null(feed.Learnt(9));
        Observe(feed, 0, 1);
        feed.Copy();
        feed.Learnt(9);
        feed.Copy();
        Assert.Null(feed.Learnt(9));
    }

    [Fact]
    public void A_follower_far_behind_gets_messages_of_bounded_size()
    {
        var feed = Create();
        var position = 0L;
        for (var i = 0; i < 60; i++)
        {
            feed.Observe(Long(position++));
            for (var k = 0; k < 100; k++)
            {
                feed.Observe(Long(position++));
            }
            feed.Publish();
        }
        var (read, messages) = (0L, 0);
        for (var complete = false; !complete; messages++)
        {
            var updates = feed.Read(read)!;
            Assert.True(updates.NextPosition > read);
            Assert.True(updates.Observations.Sum(static o => (long)o.Length) < 2 * PartitionUpdates.MostBytes);
            (read, complete) = (updates.NextPosition, updates.IsComplete);
        }
        Assert.Equal(position, read);
        Assert.True(messages > 1);

        static LoggedEvent Long(long position) => new(position, LogCluster.View(0, "u" + position, null, position + new string('x', 1000)));
    }

    [Fact]
    public void A_long_log_is_observed_in_pieces()
    {
        var feed = Create();
        for (var i = 0; i < 10_000; i++)
        {
            feed.Observe(new LoggedEvent(i, LogCluster.View(i)));
        }
        feed.Publish();
        Assert.Equal(20, feed.Read(0)!.Observations.Count);
        Assert.Equal((10_000, 12), (feed.Read(4096)!.NextPosition, feed.Read(4096)!.Observations.Count));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Observations_over_copied_trails_equal_those_of_an_uninterrupted_run(int seed)
    {
        var random = new Random(seed);
        var log = Enumerable.Range(0, 800)
            .Select(i => new LoggedEvent(i, LogCluster.View(i * 40, "u" + random.Next(6), null, "item" + random.Next(8)) with
            {
                EventType = random.Next(3) == 0 ? EventTypes.Purchase : EventTypes.PageView,
            })).ToList();
        var follower = new LogFollower(0, _node.Engine);
        var feed = Create();
        (long Position, byte[] Trails)? saved = null;
        for (var i = 0; i < log.Count; i++)
        {
            feed.Observe(log[i]);
            if (random.Next(5) == 0)
            {
                feed.Publish();
            }
            switch (random.Next(20))
            {
                case 0:
                    feed.Copy();
                    break;
                case 1:
                    follower.Follow(from => feed.Read(from));
                    saved = feed.Learnt(follower.Position) ?? saved;
                    break;
                case 2:
                    // The writer is lost; the next one reads the log from the saved trails on.
                    feed = Create();
                    if (saved is { } trails)
                    {
                        feed.Load(trails.Position, trails.Trails);
                    }
                    for (var k = (int)feed.NextPosition; k <= i; k++)
                    {
                        feed.Observe(log[k]);
                    }
                    feed.Publish();
                    break;
            }
        }
        feed.Publish();
        follower.Follow(from => feed.Read(from));
        Assert.True(saved is not null);
        Assert.Equal(LogFollower.Expected(log, _node.Engine), follower.Observed);
    }

    public void Dispose() => _node.Dispose();

    private static void Observe(PartitionFeed feed, long from, int count)
    {
        for (var i = 0; i < count; i++)
        {
            feed.Observe(new LoggedEvent(from + i, LogCluster.View(i)));
        }
        feed.Publish();
    }

    private PartitionFeed Create() =>
        new(0, _node.Engine.ReadModels.Vocabulary, _node.Engine.Options.Signals, _node.Engine.Options.Bandits);
}
