using Personalization.Engine.Events;

namespace Personalization.Log.Partitions;

/// <summary>
/// Which node of a cluster each partition of the log belongs to, from the nodes' names alone: evenly, and so that few partitions change
/// their place when a node comes or goes. Rendezvous hashing (Thaler and Ravishankar 1998) in which no node takes more than its share, the
/// closest pairs first.
/// </summary>
public static class PartitionShares
{
    private static readonly EventIdHash s_hash = new(0x7061727469746966, 0x6e2d706c61636573);

    /// <summary>The place of each partition.</summary>
    /// <param name="partitions">How many partitions there are.</param>
    /// <param name="nodes">The nodes' names, different from each other; at least one. Their order does not matter.</param>
    /// <returns>For each partition the index of its node. No node has more than its share, rounded up.</returns>
    public static int[] Of(int partitions, IReadOnlyList<string> nodes)
    {
        var share = (partitions + nodes.Count - 1) / nodes.Count;
        var pairs = new (ulong Closeness, int Partition, int Node)[partitions * nodes.Count];
        for (var i = 0; i < pairs.Length; i++)
        {
            var (partition, node) = (i % partitions, i / partitions);
            pairs[i] = (s_hash.Of($"{partition}@{nodes[node]}"), partition, node);
        }
        Array.Sort(pairs, static (a, b) => b.Closeness.CompareTo(a.Closeness));
        var places = new int[partitions];
        Array.Fill(places, -1);
        var loads = new int[nodes.Count];
        foreach (var (_, partition, node) in pairs)
        {
            if (places[partition] < 0 && loads[node] < share)
            {
                places[partition] = node;
                loads[node]++;
            }
        }
        return places;
    }
}
