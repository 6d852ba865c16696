namespace Personalization.Engine.Recommenders;

/// <summary>Knows which items are similar to an item, in one sense of similar. Readable from any thread.</summary>
public interface INeighbours
{
    /// <summary>The most similar items, best first. The span stays valid and does not change.</summary>
    ReadOnlySpan<Neighbour> Similar(int item);
}
