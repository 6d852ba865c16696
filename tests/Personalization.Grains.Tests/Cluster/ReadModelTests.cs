using System.Text.Json;
using Personalization.Contracts.Events;
using Personalization.Contracts.Ranking;

namespace Personalization.Grains.Tests.Cluster;

/// <summary>What every silo knows of the items: the same on all.</summary>
public sealed class ReadModelTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private TestCluster Cluster => fixture.Cluster;

    [Fact]
    public async Task Acknowledged_change_of_the_catalogue_is_on_all_silos_at_once()
    {
        for (var i = 0; i < 40; i++)
        {
            var price = 1000 + i;
            await Cluster.Nodes[i % 3].Append([Cluster.Change("changing", "Changing " + i, "c0", price)]);
            foreach (var node in Cluster.Nodes)
            {
                Assert.Equal(
                    ("Changing " + i, price),
                    (node.Node.ReadModels.Catalog.Find("changing")?.Name, node.Node.ReadModels.Catalog.Find("changing")?.Price));
            }
        }
    }

    [Fact]
    public async Task Silos_learn_the_same_and_one_that_joins_later_too()
    {
        var random = new Random(3);
        for (var i = 0; i < 40; i++)
        {
            var visitor = "visitor-" + i;
            await Cluster.Nodes[i % 3].Publish([.. Enumerable.Range(0, 6).Select(n =>
                Cluster.Now(n == 5 ? EventTypes.Purchase : EventTypes.PageView, visitor, "item" + random.Next(8), 10, "visit-" + i))]);
            Cluster.Time.Advance(TimeSpan.FromSeconds(1));
        }
        var joined = await Cluster.Join();
        string? expected = null;
        Dictionary<string, double>? expectedScores = null;
        foreach (var node in Cluster.Nodes)
        {
            await node.Settle();
            var counts = new List<double>();
            foreach (var id in TestCluster.Items)
            {
                counts.AddRange(await node.ItemFeatures(
                    node.Node.ReadModels.Vocabulary.Items.Find(id), ["page_view.count.1d", "purchase.count.1d", "purchase.sum.1d"]));
            }
            Assert.Equal(240, counts.Where((_, i) => i % 3 < 2).Sum());
            expected ??= JsonSerializer.Serialize(counts);
            Assert.Equal(expected, JsonSerializer.Serialize(counts));

            // A list of neighbours is as of when one of its own pairs last changed, which silos notice at moments of their own.
            var scores = node.Node.Decider.Recommend(new RecommendationRequest { ItemId = "item1", Count = 8 }, null)
                .Items.ToDictionary(static item => item.ItemId, static item => item.Score);
            expectedScores ??= scores;
            Assert.Equal(expectedScores.Keys.Order(StringComparer.Ordinal), scores.Keys.Order(StringComparer.Ordinal));
            Assert.All(scores, score => Assert.Equal(expectedScores[score.Key], score.Value, 0.02));
        }
        await Cluster.Leave(joined);
    }
}
