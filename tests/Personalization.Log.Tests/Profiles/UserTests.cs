using System.Text.Json;
using Personalization.Log.Profiles;
using Personalization.Log.Tests.Partitions;
using Personalization.Contracts;
using Personalization.Contracts.Events;
using Personalization.Contracts.Profiles;
using Personalization.Contracts.Ranking;
using Personalization.Engine.Events;
using Personalization.Engine.Features;

namespace Personalization.Log.Tests.Profiles;

/// <summary>What is known of a person whose events come into the log.</summary>
public sealed class UserTests : IAsyncDisposable
{
    private readonly LogCluster _cluster = new();

    [Fact]
    public async Task Person_who_is_saved_and_read_again_goes_on_the_same()
    {
        await using var straight = new LogCluster();
        await straight.Open();
        await _cluster.Open();
        var types = new[] { EventTypes.PageView, EventTypes.AddToCart, EventTypes.Purchase, EventTypes.Rating, EventTypes.Search };
        var random = new Random(1);
        for (var i = 0; i < 300; i++)
        {
            var time = TimeSpan.FromSeconds(random.Next(3000));
            _cluster.Pass(time);
            straight.Pass(time);
            var type = types[random.Next(types.Length)];
            var e = Now(type, type == EventTypes.Search ? null : "item" + random.Next(8), random.Next(5));
            await straight.Writer(0)!.Publish([e]);
            await _cluster.Writer(0)!.Publish([e]);
            if (i % 37 == 0)
            {
                await _cluster.Writer(0)!.Checkpoint();
                await _cluster.Restart();
            }
        }
        Assert.Equal(await straight.Applied(LogCluster.User("u")), await _cluster.Applied(LogCluster.User("u")));
        Assert.Equal(Json(await Describe(straight)), Json(await Describe(_cluster)));
        var (expected, actual) = (await Recommend(straight), await Recommend(_cluster));
        Assert.Equal(expected.Items.Select(static i => (i.ItemId, i.Score)), actual.Items.Select(static i => (i.ItemId, i.Score)));
    }

    [Fact]
    public async Task Events_that_come_again_change_nothing()
    {
        var partition = await _cluster.Open();
        Event[] events = [Now(EventTypes.PageView, "item1"), Now(EventTypes.Purchase, "item1", 20)];
        await partition.Publish(events);
        var before = await _cluster.State(LogCluster.User("u"), partition);
        await partition.Publish(events);
        await partition.Publish([events[1]]);
        Assert.Equal(before.State, (await _cluster.State(LogCluster.User("u"), partition)).State);
    }

    [Fact]
    public async Task Event_that_comes_again_after_the_log_has_forgotten_its_id_is_known_to_the_person()
    {
        _cluster.Options.DeduplicationWindow = 1;
        var partition = await _cluster.Open();
        Event[] events = [Now(EventTypes.PageView, "item1"), Now(EventTypes.Purchase, "item1", 20)];
        await partition.Publish(events);
        Assert.Equal(1, (await partition.Publish([events[0]])).Appended);
        Assert.Equal(2, (await Describe(_cluster))!.EventCount);
    }

    [Fact]
    public async Task Profile_tells_what_the_person_did()
    {
        var partition = await _cluster.Open();
        Assert.Null(await Describe(_cluster));
        var began = _cluster.Now;
        await partition.Publish([Now(EventTypes.PageView, "item1")]);
        _cluster.Pass(TimeSpan.FromMinutes(5));
        await partition.Publish([Now(EventTypes.Purchase, "item1", 20)]);
        var profile = (await Describe(_cluster))!;
        Assert.Equal(("u", 2, 1L), (profile.UserId, profile.EventCount, profile.AppliedPosition));
        Assert.Equal((1, 1, 20.0), (profile.SessionCount, profile.PurchaseCount, profile.TotalSpent));
        Assert.Equal((began, began.AddMinutes(5)), (profile.FirstSeen, profile.LastSeen));
        Assert.Equal([EventTypes.Purchase, EventTypes.PageView], profile.RecentEvents.Select(static e => e.EventType));
        Assert.Equal("c1", profile.Affinities[0].Value);
        Assert.Equal(1, profile.Affinities[0].Share);
    }

    [Fact]
    public async Task Features_are_those_of_the_events_so_far()
    {
        var partition = await _cluster.Open();
        await partition.Publish([Now(EventTypes.PageView, "item1"), Now(EventTypes.Purchase, "item2", 7.5)]);
        string[] names = ["monetary.30d", "frequency.30d"];
        var now = EventTime.Seconds(_cluster.Now);
        var features = await partition.User("u", (names, now, _cluster.Node.Context), static (state, arg) =>
            arg.names.Select(name => FeatureReader.Read(FeatureName.Parse(name)!, state, arg.now, arg.Context)).ToArray());
        Assert.Equal([7.5, 1], features);
    }

    [Fact]
    public async Task Purchase_keeps_its_item_out_of_the_very_next_list()
    {
        var partition = await _cluster.Open();
        await partition.Publish([Now(EventTypes.PageView, "item1")]);
        Assert.Contains((await Recommend(_cluster)).Items, static i => i.ItemId == "item3");
        await partition.Publish([Now(EventTypes.Purchase, "item3", 40)]);
        Assert.DoesNotContain((await Recommend(_cluster)).Items, static i => i.ItemId == "item3");
        Assert.Equal(2, _cluster.First.Decisions.Count(static d => d.Kind == "recommend" && d.UserId == "u"));
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    private static ValueTask<UserProfile?> Describe(LogCluster cluster)
    {
        var (partition, now) = (cluster.Writer(0)!, EventTime.Seconds(cluster.Now));
        return partition.User("u", (cluster.NodeOf(partition).Context, now), static (state, arg) =>
            state.EventCount == 0 ? null : ProfileDescription.Of("u", state, arg.Context, arg.now));
    }

    private static ValueTask<RecommendationResult> Recommend(LogCluster cluster)
    {
        var partition = cluster.Writer(0)!;
        return partition.User("u", cluster.NodeOf(partition).Decider, static (state, decider) =>
            decider.Recommend(new RecommendationRequest { UserId = "u", Count = 8 }, state));
    }

    private static string Json(UserProfile? profile) => JsonSerializer.Serialize(profile, ContractsJson.Default.UserProfile);

    private Event Now(string type, string? item = null, double? value = null) => _cluster.First.Now(type, item, value).Event;
}
