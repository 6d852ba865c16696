namespace Personalization.Engine.Recommenders;

/// <summary>Knows which items are similar to an item, in one sense of similar. Readable from any thread.</summary>
public interface INeighbours
{
    /// <summary>The most similar items, best first, with their similarities in [0, 1]. The spans stay valid and do not change.</summary>
    ReadOnlySpan<int> Similar(int item, out ReadOnlySpan<float> similarities);
}
