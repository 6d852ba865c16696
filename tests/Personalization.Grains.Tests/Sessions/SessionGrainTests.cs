using Personalization.Log;
using Personalization.Contracts.Events;
using Personalization.Contracts.Ranking;
using Personalization.Grains.Tests.Cluster;

namespace Personalization.Grains.Tests.Sessions;

/// <summary>
/// What a visit promises, through the grains of three silos. Its events may be in two partitions: its own, and its person's.
/// </summary>
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
    public async Task Visit_that_begins_without_a_person_and_goes_on_with_one_adds_up_from_every_node()
    {
        for (var i = 0; i < 6; i++)
        {
            var (visit, user) = (Name(), Name());
            await First.Publish([
                Cluster.Now(EventTypes.PageView, null, "item1", session: visit),
                Cluster.Now(EventTypes.AddToCart, null, "item1", 2, session: visit),
            ]);
            Assert.Equal((2, null, 0.0), await Summary(visit));
            await Cluster.Nodes[1].Publish([Cluster.Now(EventTypes.PageView, user, "item2", session: visit)]);
            await Cluster.Nodes[2].Publish([Cluster.Now(EventTypes.Purchase, user, "item1", 20, session: visit)]);
            Assert.Equal((4, user, 20.0), await Summary(visit));
            await ClusterNode.LeaveMemory(Cluster.Hosts);
            Assert.Equal((4, user, 20.0), await Summary(visit));
            await First.Publish([
                Cluster.Now(EventTypes.PageView, user, "item2", session: visit),
                Cluster.Now(EventTypes.PageView, null, "item3", session: visit),
            ]);
            Assert.Equal((6, user, 20.0), await Summary(visit));
        }
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

    private async Task<(int Events, string? User, double Spent)> Summary(string visit)
    {
        var summaries = await Task.WhenAll(Cluster.Nodes.Select(node => node.Session(visit).Describe().AsTask()));
        return Assert.Single(summaries.Select(static s => (s!.EventCount, s.UserId, s.Spent)).Distinct());
    }

    private static string Name() => "s-" + Guid.NewGuid().ToString("N")[..8];
}
