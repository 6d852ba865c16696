using Personalization.Engine.Recommenders;

namespace Personalization.Engine.Tests;

/// <summary>Neighbours as two columns, which compare easily.</summary>
internal static class NeighbourColumns
{
    public static ReadOnlySpan<int> Similar(this INeighbours source, int item, out ReadOnlySpan<float> similarities)
    {
        var neighbours = source.Similar(item).ToArray();
        similarities = neighbours.Select(n => n.Similarity).ToArray();
        return neighbours.Select(n => n.Item).ToArray();
    }
}
