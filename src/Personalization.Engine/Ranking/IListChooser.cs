namespace Personalization.Engine.Ranking;

/// <summary>Chooses one item of a ranked list.</summary>
public interface IListChooser
{
    /// <summary>Chooses.</summary>
    /// <param name="items">The items' ids, best first; at least one.</param>
    /// <param name="scores">Their scores.</param>
    /// <returns>The chosen place, from 0.</returns>
    int Choose(ReadOnlySpan<string> items, ReadOnlySpan<double> scores);
}
