using System.Text.Json;
using Personalization.Log;
using Personalization.Log.Partitions;
using Personalization.Log.Profiles;
using Personalization.Contracts;
using Personalization.Contracts.Events;
using Personalization.Contracts.Profiles;
using Personalization.Contracts.Ranking;
using Personalization.Engine.Events;
using Personalization.Engine.Profiles;
using Personalization.Grains.Profiles;
using Personalization.Grains.Tests.Cluster;

namespace Personalization.Grains.Tests.Profiles;

/// <summary>What a person promises, through the grains of three silos.</summary>
public sealed class UserGrainTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private TestCluster Cluster => fixture.Cluster;

    private IEngine First => Cluster.Nodes[0];

    [Fact]
    public async Task Unknown_person_is_nobody_from_every_node()
    {
        var user = Name();
        foreach (var node in Cluster.Nodes)
        {
            Assert.Null(await node.User(user).Describe());
            Assert.Equal([0, double.NaN], await node.User(user).Features(["events", "nonsense"]));
        }
    }

    [Fact]
    public async Task Acknowledged_events_are_in_the_profile_that_every_node_gives()
    {
        for (var i = 0; i < 20; i++)
        {
            var user = Name();
            var began = Cluster.Time.GetUtcNow();
            await Cluster.Nodes[i % 3].Publish([Cluster.Now(EventTypes.PageView, user, "item1")]);
            Cluster.Time.Advance(TimeSpan.FromMinutes(5));
            await Cluster.Nodes[(i + 1) % 3].Publish([Cluster.Now(EventTypes.Purchase, user, "item1", 20)]);
            foreach (var node in Cluster.Nodes)
            {
                var profile = (await node.User(user).Describe())!;
                Assert.Equal(
                    (user, 2, 1, 1, 20.0),
                    (profile.UserId, profile.EventCount, profile.SessionCount, profile.PurchaseCount, profile.TotalSpent));
                Assert.Equal((began, began.AddMinutes(5)), (profile.FirstSeen, profile.LastSeen));
                Assert.Equal([EventTypes.Purchase, EventTypes.PageView], profile.RecentEvents.Select(e => e.EventType));
                Assert.Equal("c1", profile.Affinities[0].Value);
            }
        }
    }

    [Fact]
    public async Task Same_history_leads_to_the_state_of_a_person_without_a_cluster()
    {
        var user = Name();
        var (plain, node) = (new UserState(), First.Node);
        var types = new[] { EventTypes.PageView, EventTypes.AddToCart, EventTypes.Purchase, EventTypes.Rating, EventTypes.Search };
        var random = new Random(1);
        var position = -1L;
        for (var i = 0; i < 120; i++)
        {
            Cluster.Time.Advance(TimeSpan.FromSeconds(random.Next(3000)));
            var type = types[random.Next(types.Length)];
            var e = Cluster.Now(type, user, type == EventTypes.Search ? null : "item" + random.Next(8), random.Next(5));
            var published = await Cluster.Nodes[i % 3].Publish([e]);
            Assert.True(published.LastPosition > position);
            position = published.LastPosition;
            plain.Apply(new LoggedEvent(position, node.Admission.Admit(e), Partition(user)), node.Context);
            if (i % 37 == 0)
            {
                await ClusterNode.LeaveMemory(Cluster.Hosts);
            }
        }
        foreach (var other in Cluster.Nodes)
        {
            await other.Settle();
        }
        var request = new RecommendationRequest { UserId = user, Count = 8 };
        var expected = node.Decider.Recommend(request, plain).Items.Select(i => (i.ItemId, i.Score));
        var profile = Json(ProfileDescription.Of(user, plain, node.Context, EventTime.Seconds(Cluster.Time.GetUtcNow())));
        foreach (var other in Cluster.Nodes)
        {
            Assert.Equal(profile, Json(await other.User(user).Describe()));
            Assert.Equal(expected, (await other.User(user).Recommend(request)).Items.Select(i => (i.ItemId, i.Score)));
        }
    }

    [Fact]
    public async Task Purchase_keeps_its_item_out_of_the_very_next_list()
    {
        var user = Name();
        var request = new RecommendationRequest { UserId = user, Count = 8 };
        await First.Publish([Cluster.Now(EventTypes.PageView, user, "item1")]);
        Assert.Contains((await First.User(user).Recommend(request)).Items, i => i.ItemId == "item3");
        await First.Publish([Cluster.Now(EventTypes.Purchase, user, "item3", 40)]);
        Assert.DoesNotContain((await Cluster.Nodes[1].User(user).Recommend(request)).Items, i => i.ItemId == "item3");
    }

    [Fact]
    public async Task Event_sent_again_counts_once()
    {
        var user = Name();
        var (e, other) = (Cluster.Now(EventTypes.PageView, user, "item1"), Cluster.Now(EventTypes.Purchase, user, "item1", 5));
        await First.Publish([e]);
        var again = await Cluster.Nodes[1].Publish([e, other]);
        Assert.Equal((1, 1), (again.Appended, again.Duplicates));
        Assert.Equal((2L, 5.0), ((await First.User(user).Describe())!.EventCount, (await First.User(user).Describe())!.TotalSpent));
    }

    [Fact]
    public async Task Writers_on_all_nodes_at_once_lead_to_every_event_once()
    {
        var users = Enumerable.Range(0, 4).Select(_ => Name()).ToArray();
        await Task.WhenAll(Enumerable.Range(0, 16).Select(w => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++)
            {
                var node = Cluster.Nodes[(w + i) % 3];
                await node.Publish([.. users.Select(user => Cluster.Now(EventTypes.Purchase, user, "item" + (i % 8), 1))]);
                Assert.NotNull(await node.User(users[i % 4]).Describe());
            }
        })));
        foreach (var user in users)
        {
            foreach (var node in Cluster.Nodes)
            {
                var profile = (await node.User(user).Describe())!;
                Assert.Equal((400L, 400L, 400.0), (profile.EventCount, profile.PurchaseCount, profile.TotalSpent));
            }
        }
    }

    [Fact]
    public async Task Persons_are_on_all_silos_and_come_back_the_same_after_leaving_memory()
    {
        var users = Enumerable.Range(0, 30).Select(_ => Name()).ToArray();
        await Task.WhenAll(users.Select((user, i) =>
            First.Publish([Cluster.Now(EventTypes.PageView, user, "item" + (i % 8)), Cluster.Now(EventTypes.Purchase, user, "item1", i)])
                .AsTask()));
        var before = await Task.WhenAll(users.Select(async user => Json(await First.User(user).Describe())));
        Assert.All(
            Cluster.Hosts, static host => Assert.NotEqual(0, ClusterNode.Partitions(host).Values.Sum(static partition => partition.Users)));
        await ClusterNode.LeaveMemory(Cluster.Hosts);
        Assert.Equal(before, await Task.WhenAll(users.Select(async user => Json(await Cluster.Nodes[1].User(user).Describe()))));
    }

    [Theory]
    [InlineData("7", "07", "007")]
    [InlineData("ab", "AB", "00ab")]
    [InlineData("ab+x", "AB+x", "0ab+x")]
    [InlineData("6f9619ff8b86d011b42d00c04fc964ff", "6F9619FF8B86D011B42D00C04FC964FF", "6f9619ff-8b86-d011-b42d-00c04fc964ff")]
    [InlineData("Zoë/Müller 100%", "zoë/müller 100%", "Zoë/Müller 100% ")]
    [InlineData("🛒", "日本語", "a%2Fb")]
    public async Task Ids_that_look_alike_stay_apart_after_leaving_memory(params string[] ids)
    {
        var value = 1;
        foreach (var id in ids)
        {
            // A visit may have the id of a person.
            await First.Publish([Cluster.Now(EventTypes.Purchase, id, "item1", value, session: id)]);
            await ClusterNode.LeaveMemory(Cluster.Hosts);
            value *= 2;
        }
        await ClusterNode.LeaveMemory(Cluster.Hosts);
        value = 1;
        foreach (var id in ids)
        {
            var (profile, visit) = (await First.User(id).Describe(), await Cluster.Nodes[1].Session(id).Describe());
            Assert.Equal((id, 1L, value), (profile?.UserId, profile?.EventCount, profile?.TotalSpent));
            Assert.Equal((id, id, 1, value), (visit?.SessionId, visit?.UserId, visit?.EventCount, visit?.Spent));
            value *= 2;
        }
    }

    [Fact]
    public async Task Person_asked_through_another_silo_than_the_partition_s_answers_the_same()
    {
        var request = new RecommendationRequest { Count = 8 };
        for (var i = 0; i < 6; i++)
        {
            var user = Name();
            await First.Publish([Cluster.Now(EventTypes.PageView, user, "item1"), Cluster.Now(EventTypes.Purchase, user, "item1", 3)]);
            var home = Assert.Single(Cluster.Hosts, host => ClusterNode.Partitions(host).ContainsKey(Partition(user)));
            var (profile, list) = (Json(await home.Engine.User(user).Describe()), Items(await home.Engine.User(user).Recommend(request)));
            var others = Cluster.Hosts.Where(host => host != home).ToArray();
            // The first call brings the person's grain up where the partition is not: it asks there, and leaves.
            var grain = ClusterNode.Grains(others[0]).GetGrain<IUserGrain>(user);
            Assert.Equal(profile, Json(await ClusterNode.CallOn(others[1], grain.Describe)));
            foreach (var node in Cluster.Nodes)
            {
                Assert.Equal(profile, Json(await node.User(user).Describe()));
                Assert.Equal(list, Items(await node.User(user).Recommend(request)));
                Assert.Equal([2], await node.User(user).Features(["events"]));
            }
        }

        static string[] Items(RecommendationResult result) => [.. result.Items.Select(static item => item.ItemId)];
    }

    private static string Name() => "user-" + Guid.NewGuid().ToString("N")[..8];

    private int Partition(string user) => LogRouting.PartitionOf(user, fixture.Cluster.Options().Log.Partitions);

    private static string Json(UserProfile? profile) => JsonSerializer.Serialize(profile, ContractsJson.Default.UserProfile);
}
