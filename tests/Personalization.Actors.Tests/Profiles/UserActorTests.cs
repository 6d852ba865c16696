using System.Text.Json;
using Personalization.Actors.Profiles;
using Personalization.Contracts;
using Personalization.Contracts.Events;
using Personalization.Contracts.Ranking;
using Personalization.Engine.Binary;

namespace Personalization.Actors.Tests.Profiles;

public sealed class UserActorTests
{
    [Fact]
    public async Task Saved_person_reads_back_and_goes_on_the_same()
    {
        using var node = new TestNode();
        var (straight, saved) = (new UserActor("u", node.Actors), new UserActor("u", node.Actors));
        var types = new[] { EventTypes.PageView, EventTypes.AddToCart, EventTypes.Purchase, EventTypes.Rating, EventTypes.Search };
        var random = new Random(1);
        for (var i = 0; i < 300; i++)
        {
            node.Time.Advance(TimeSpan.FromSeconds(random.Next(3000)));
            var type = types[random.Next(types.Length)];
            var e = node.Now(type, type == EventTypes.Search ? null : "item" + random.Next(8), random.Next(5));
            await straight.Apply([e]);
            await saved.Apply([e]);
            if (i % 37 == 0)
            {
                var bytes = Save(saved);
                saved = new UserActor("u", node.Actors);
                saved.Load(bytes);
                Assert.Equal((straight.Position, straight.Position), (saved.Position, saved.SavedPosition));
            }
        }
        Assert.Equal(Save(straight), Save(saved));
        Assert.Equal(Json(await straight.Describe()), Json(await saved.Describe()));
        var request = new RecommendationRequest { UserId = "u", Count = 8 };
        Assert.Equal((await straight.Recommend(request)).Items.Select(i => (i.ItemId, i.Score)), (await saved.Recommend(request)).Items.Select(i => (i.ItemId, i.Score)));
    }

    [Fact]
    public async Task Position_runs_ahead_of_the_saved_one_until_the_person_is_saved()
    {
        using var node = new TestNode();
        var user = new UserActor("u", node.Actors);
        Assert.Equal((-1, -1), (user.Position, user.SavedPosition));
        await user.Apply([node.Now(EventTypes.PageView, "item1"), node.Now(EventTypes.PageView, "item2")]);
        Assert.Equal((1, -1), (user.Position, user.SavedPosition));
        Save(user);
        Assert.Equal((1, 1), (user.Position, user.SavedPosition));
    }

    [Fact]
    public async Task Events_applied_again_from_the_log_change_nothing()
    {
        using var node = new TestNode();
        var user = new UserActor("u", node.Actors);
        LoggedEvent[] log = [node.Now(EventTypes.PageView, "item1"), node.Now(EventTypes.Purchase, "item1", 20)];
        await user.Apply(log);
        var before = Save(user);
        await user.Apply(log);
        await user.Apply([log[1]]);
        Assert.Equal(before, Save(user));
    }

    [Fact]
    public async Task Profile_tells_what_the_person_did()
    {
        using var node = new TestNode();
        var user = new UserActor("u", node.Actors);
        Assert.Null(await user.Describe());
        var began = node.Time.GetUtcNow();
        await user.Apply([node.Now(EventTypes.PageView, "item1")]);
        node.Time.Advance(TimeSpan.FromMinutes(5));
        await user.Apply([node.Now(EventTypes.Purchase, "item1", 20)]);
        var profile = (await user.Describe())!;
        Assert.Equal(("u", 2, 1, 1, 20.0, 1L), (profile.UserId, profile.EventCount, profile.SessionCount, profile.PurchaseCount, profile.TotalSpent, profile.AppliedPosition));
        Assert.Equal((began, began.AddMinutes(5)), (profile.FirstSeen, profile.LastSeen));
        Assert.Equal([EventTypes.Purchase, EventTypes.PageView], profile.RecentEvents.Select(e => e.EventType));
        Assert.Equal("c1", profile.Affinities[0].Value);
        Assert.Equal(1, profile.Affinities[0].Share);
    }

    [Fact]
    public async Task Features_come_in_the_order_asked_and_an_unknown_one_is_no_number()
    {
        using var node = new TestNode();
        var user = new UserActor("u", node.Actors);
        await user.Apply([node.Now(EventTypes.PageView, "item1"), node.Now(EventTypes.Purchase, "item2", 7.5)]);
        Assert.Equal([7.5, double.NaN, 1], await user.Features(["monetary.30d", "nonsense", "frequency.30d"]));
    }

    [Fact]
    public async Task Purchase_keeps_its_item_out_of_the_very_next_list()
    {
        using var node = new TestNode();
        var user = new UserActor("u", node.Actors);
        var request = new RecommendationRequest { UserId = "u", Count = 8 };
        await user.Apply([node.Now(EventTypes.PageView, "item1")]);
        Assert.Contains((await user.Recommend(request)).Items, i => i.ItemId == "item3");
        await user.Apply([node.Now(EventTypes.Purchase, "item3", 40)]);
        Assert.DoesNotContain((await user.Recommend(request)).Items, i => i.ItemId == "item3");
        Assert.Equal(2, node.Decisions.Count(d => d.Kind == "recommend" && d.UserId == "u"));
    }

    [Fact]
    public void Snapshot_of_an_unknown_version_is_refused()
    {
        using var node = new TestNode();
        Assert.Throws<FormatException>(() => new UserActor("u", node.Actors).Load([77, 0, 0]));
    }

    private static byte[] Save(UserActor user)
    {
        var writer = new ByteWriter();
        user.Save(writer);
        return writer.ToArray();
    }

    private static string Json(Contracts.Profiles.UserProfile? profile) => JsonSerializer.Serialize(profile, ContractsJson.Default.UserProfile);
}
