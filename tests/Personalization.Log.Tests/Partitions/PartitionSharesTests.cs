using Personalization.Log.Partitions;

namespace Personalization.Log.Tests.Partitions;

public sealed class PartitionSharesTests
{
    [Theory]
    [InlineData(16, 1)]
    [InlineData(16, 3)]
    [InlineData(16, 16)]
    [InlineData(5, 7)]
    [InlineData(1024, 9)]
    public void No_node_has_more_than_its_share_and_every_partition_has_a_place(int partitions, int nodes)
    {
        var places = PartitionShares.Of(partitions, Names(nodes));
        Assert.All(places, place => Assert.InRange(place, 0, nodes - 1));
        Assert.True(places.GroupBy(static p => p).Max(static g => g.Count()) <= (partitions + nodes - 1) / nodes);
    }

    [Fact]
    public void Order_of_the_nodes_does_not_matter()
    {
        var names = Names(5);
        var reversed = names.Reverse().ToArray();
        Assert.Equal(PartitionShares.Of(64, names).Select(p => names[p]), PartitionShares.Of(64, reversed).Select(p => reversed[p]));
    }

    [Theory]
    [InlineData(16, 3)]
    [InlineData(64, 4)]
    [InlineData(256, 8)]
    public void Node_that_comes_or_goes_moves_little_more_than_its_share(int partitions, int nodes)
    {
        var moved = 0;
        for (var round = 0; round < 50; round++)
        {
            string[] names = [.. Names(nodes).Select(n => $"{n}/{round}")];
            var (few, many) = (PartitionShares.Of(partitions, names[..^1]), PartitionShares.Of(partitions, names));
            moved += few.Zip(many).Count(static p => p.First != p.Second);
        }
        Assert.InRange(moved / 50.0, partitions / nodes, 1.8 * partitions / nodes);
    }

    private static string[] Names(int count) => [.. Enumerable.Range(0, count).Select(static i => $"10.0.0.{i}:11111@1")];
}
