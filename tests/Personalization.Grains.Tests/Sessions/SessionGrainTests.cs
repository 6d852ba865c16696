using Personalization.Actors;
using Personalization.Actors.Logs;
using Personalization.Contracts.Events;
using Personalization.Contracts.Ranking;
using Personalization.Gateway.Tests.Http;
using Personalization.Grains.Tests.Cluster;

namespace Personalization.Grains.Tests.Sessions;

/// <summary>What a visit as an actor promises (see SessionActorTests), through the grains of two silos. Its events may come from several partitions.</summary>
public sealed class SessionGrainTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private TestCluster Cluster => fixture.Cluster;

    private IEngine First => Cluster.Nodes[0];

    [Fact]
    public async Task Unknown_visit_is_none_from_every_node()
    {
        foreach (var node in Cluster.Nodes)
        {
            Assert.Null(await node.Session(Name()).Describe());
        }
    }

    [Fact]
    public async Task Visit_of_somebody_who_signs_in_and_then_somebody_else_adds_up()
    {
        var (visit, one, other) = (Name(), Name(), Name());
        await First.Publish([Cluster.Now(EventTypes.PageView, null, "item1", session: visit)]);
        await Cluster.Nodes[1].Publish([Cluster.Now(EventTypes.AddToCart, one, "item1", session: visit)]);
        Assert.Equal((2, one), await Summary(visit));
        await First.Publish([Cluster.Now(EventTypes.Purchase, other, "item1", 20, session: visit)]);
        Assert.Equal((3, other), await Summary(visit));
        await LeaveMemory(visit);
        Assert.Equal((3, other), await Summary(visit));
        await Cluster.Nodes[1].Publish([Cluster.Now(EventTypes.PageView, one, "item2", session: visit), Cluster.Now(EventTypes.PageView, null, "item3", session: visit)]);
        Assert.Equal(5, (await Summary(visit)).Events);
    }

    [Fact]
    public async Task Visitor_without_a_name_is_recommended_for_by_the_visit()
    {
        var visit = Name();
        await First.Publish([Cluster.Now(EventTypes.AddToCart, null, "item3", session: visit)]);
        foreach (var node in Cluster.Nodes)
        {
            var list = await node.Session(visit).Recommend(new RecommendationRequest { SessionId = visit, Count = 3 });
            Assert.Equal(visit, list.UserId);
            Assert.Contains(list.Items.SelectMany(i => i.Reasons), r => r.Text.Contains("Item 3", StringComparison.Ordinal));
        }
    }

    private async Task<(int Events, string? User)> Summary(string visit)
    {
        var summaries = await Task.WhenAll(Cluster.Nodes.Select(node => node.Session(visit).Describe().AsTask()));
        return Assert.Single(summaries.Select(s => (s!.EventCount, s.UserId)).Distinct());
    }

    private async Task LeaveMemory(string visit)
    {
        await ClusterNode.Deactivate(First);
        await Eventually.True(async () => (await ClusterNode.Places(First, new(ActorKind.Session, visit))).Length == 0, "the visit has left memory");
    }

    private static string Name() => "s-" + Guid.NewGuid().ToString("N")[..8];
}
