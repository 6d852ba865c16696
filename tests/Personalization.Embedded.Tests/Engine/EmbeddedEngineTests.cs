using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Actors.Events;
using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;
using Personalization.Contracts.Ranking;
using Personalization.Embedded.Storage;

namespace Personalization.Embedded.Tests.Engine;

public sealed class EmbeddedEngineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Acknowledged_event_changes_the_next_decision_and_is_its_reason()
    {
        await using var engine = await Shop.Open(_folder.Path);
        await engine.Append(Shop.Items(60));
        await engine.Publish(Shop.Events(3000, 1));
        await engine.Settle();
        var before = await engine.User("newcomer").Recommend(new RecommendationRequest { UserId = "newcomer", Count = 10 });
        await engine.Publish([View("newcomer", "item7")]);
        var after = await engine.User("newcomer").Recommend(new RecommendationRequest { UserId = "newcomer", Count = 10 });
        Assert.NotEqual(before.Items.Select(i => i.ItemId), after.Items.Select(i => i.ItemId));
        Assert.Contains(after.Items, i => i.Reasons.Any(r => r.Text.Contains("Thing number 7", StringComparison.Ordinal)));
        Assert.Equal(10, after.Items.Count);
    }

    [Fact]
    public async Task Event_is_counted_once_however_often_it_is_sent()
    {
        await using var engine = await Shop.Open(_folder.Path);
        var events = Shop.Events(500, 2).Select(e => e with { UserId = e.UserId ?? "user0" }).ToList();
        var first = await engine.Publish(events);
        var second = await engine.Publish(events);
        var both = await engine.Publish([View("u", "i") with { EventId = "same" }, View("u", "i") with { EventId = "same" }]);
        Assert.Equal((500, 0), (first.Appended, first.Duplicates));
        Assert.Equal((0, 500), (second.Appended, second.Duplicates));
        Assert.Equal((1, 1), (both.Appended, both.Duplicates));
        Assert.Equal(500, await Shop.CountOf(engine, 40));
        Assert.Equal(1, (await engine.User("u").Describe())!.EventCount);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task Restart_gives_the_state_that_a_replay_from_the_beginning_gives(int checkpoints)
    {
        string live;
        await using (var engine = await Shop.Open(_folder.Path, o => o.Node.Signals.Neighbours = 12))
        {
            await engine.Append(Shop.Items(60));
            foreach (var (chunk, i) in Shop.Events(6000, 3).Chunk(700).Select((c, i) => (c, i)))
            {
                await engine.Publish(chunk);
                if (i % 2 == 0)
                {
                    await engine.Append([new ItemChange("item" + i, Shop.Items(60)[i].Item! with { Category = "moved", Price = 999 }, Shop.Start)]);
                }
                if (i < checkpoints)
                {
                    await engine.Checkpoint();
                }
            }
            live = await engine.Digest();
        }
        await using var reopened = await Shop.Open(_folder.Path, o => o.Node.Signals.Neighbours = 12);
        Assert.Equal(live, await reopened.Digest());
        using var elsewhere = new TemporaryFolder();
        await using var rebuilt = await reopened.Rebuild(elsewhere.Path, NullLoggerFactory.Instance);
        Assert.Equal(live, await rebuilt.Digest());
    }

    [Fact]
    public async Task Restart_after_twenty_years_of_weekly_events_gives_the_state_of_a_replay()
    {
        var begin = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
        await using (var engine = await Shop.Open(_folder.Path))
        {
            await engine.Publish([.. Shop.Events(500, 7).Select(e => e with { Timestamp = begin })]);
        }
        await using (var engine = await Shop.Open(_folder.Path))
        {
            await engine.Publish([.. Enumerable.Range(0, 1055).Select(week => View("u", "other") with { EventId = "w" + week, Timestamp = begin.AddDays(7 * week) })]);
        }
        await using var reopened = await Shop.Open(_folder.Path);
        using var elsewhere = new TemporaryFolder();
        await using var rebuilt = await reopened.Rebuild(elsewhere.Path, NullLoggerFactory.Instance);
        Assert.Equal(await rebuilt.Digest(), await reopened.Digest());
    }

    [Fact]
    public async Task State_is_the_same_one_by_one_and_in_batches_and_with_any_number_of_threads()
    {
        var events = Shop.Events(4000, 4);
        var digests = new List<string>();
        foreach (var (size, threads) in new[] { (1, 1), (97, 2), (4000, 4), (1500, 1) })
        {
            using var folder = new TemporaryFolder();
            await CopyIdHash(folder.Path);
            await using var engine = await Shop.Open(folder.Path, o => { o.ApplyThreads = threads; o.Journal.Fsync = FsyncPolicy.Never; });
            await engine.Append(Shop.Items(60));
            foreach (var chunk in events.Chunk(size))
            {
                await engine.Publish(chunk);
            }
            digests.Add(await engine.Digest());
        }
        Assert.Single(digests.Distinct());
    }

    [Fact]
    public async Task Random_order_of_callers_duplicates_and_evictions_loses_and_doubles_nothing()
    {
        await using var engine = await Shop.Open(_folder.Path, o => { o.Actors.MaxActivations = 5; o.IdleAfter = TimeSpan.FromSeconds(1); });
        var events = Shop.Events(4000, 5).Select(e => e with { UserId = e.UserId ?? "user0" }).ToList();
        var callers = Enumerable.Range(0, 8).Select(caller => Task.Run(async () =>
        {
            var random = new Random(caller);
            foreach (var chunk in events.Where((_, i) => i % 8 == caller || random.Next(5) == 0).Chunk(1 + random.Next(40)))
            {
                await engine.Publish(chunk);
                await engine.User("user" + random.Next(40)).Recommend(new RecommendationRequest { Count = 5 });
                if (random.Next(4) == 0)
                {
                    await engine.Sweep();
                }
            }
        }));
        await Task.WhenAll(callers);
        Assert.Equal(4000, await Shop.CountOf(engine, 40));
        var counts = events.GroupBy(e => e.UserId!).ToDictionary(g => g.Key, g => g.Count());
        foreach (var (user, count) in counts)
        {
            Assert.Equal(count, (await engine.User(user).Describe())!.EventCount);
        }
    }

    [Fact]
    public async Task Full_disk_refuses_acknowledges_nothing_and_recovers()
    {
        long acknowledged = 0;
        await using (var engine = await Shop.Open(_folder.Path, o => o.Journal.MaxFileBytes = 400_000))
        {
            var refused = false;
            foreach (var chunk in Shop.Events(20_000, 6).Select(e => e with { UserId = "user0" }).Chunk(200))
            {
                try
                {
                    acknowledged += (await engine.Publish(chunk)).Appended;
                }
                catch (LogUnavailableException fault)
                {
                    Assert.Equal(LogRefusal.StorageFull, fault.Refusal);
                    refused = true;
                    break;
                }
            }
            Assert.True(refused);
            Assert.Equal(acknowledged, await Shop.CountOf(engine, 1));
            Assert.NotEmpty((await engine.User("user0").Recommend(new RecommendationRequest { Count = 1 })).DecisionId);
        }
        await using var reopened = await Shop.Open(_folder.Path);
        Assert.Equal(acknowledged, await Shop.CountOf(reopened, 1));
        Assert.Equal(1, (await reopened.Publish([View("user0", "item1")])).Appended);
    }

    [Fact]
    public async Task Visit_that_timed_out_is_summed_up_once()
    {
        await using var engine = await Shop.Open(_folder.Path, o => o.SessionEnds = true);
        await engine.Publish([View("u", "item1") with { SessionId = "s", Timestamp = DateTimeOffset.UtcNow.AddHours(-2) }]);
        await engine.EndSessions();
        await engine.EndSessions();
        var profile = await engine.User("u").Describe();
        Assert.Equal(2, profile!.EventCount);
    }

    [Fact]
    public async Task Decisions_are_in_the_decision_log_with_items_scores_and_propensity()
    {
        await using (var engine = await Shop.Open(_folder.Path))
        {
            await engine.Append(Shop.Items(10));
            await engine.Publish([View("u", "item1")]);
            var result = await engine.User("u").Personalize(new PersonalizeRequest { CustomerId = "u", AvailableItems = ["item2", "item3", "nobody knows"] });
            Assert.InRange(result.Propensity, 0.01, 1);
            Assert.InRange(result.ConfidenceScore, 0, 1);
            await engine.User("u").Recommend(new RecommendationRequest { UserId = "u", Count = 3 });
        }
        await using var reopened = await Shop.Open(_folder.Path);
        var decisions = reopened.Decisions(0).ToList();
        Assert.Equal(["personalize", "recommend"], decisions.Select(d => d.Kind));
        Assert.Equal(3, decisions[0].Items.Count);
        Assert.Equal("u", decisions[1].UserId);
    }

    private static Event View(string user, string item) => new()
    {
        EventId = Guid.NewGuid().ToString("N"),
        EventType = EventTypes.PageView,
        UserId = user,
        ItemId = item,
        Timestamp = DateTimeOffset.UtcNow,
    };

    // Digests contain hashes of ids, whose key is the store's; comparing stores needs one key.
    private async Task CopyIdHash(string folder)
    {
        await using var template = await Shop.Open(_folder.Path);
        await using var copy = await template.Rebuild(folder, NullLoggerFactory.Instance);
    }
}
