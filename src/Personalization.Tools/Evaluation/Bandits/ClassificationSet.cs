namespace Personalization.Tools.Evaluation.Bandits;

/// <summary>A classification set as a bandit problem: contexts, and for each the one arm that pays 1.</summary>
/// <param name="Name">The file's name without its ending.</param>
/// <param name="Rows">The contexts, each feature in [0, 1].</param>
/// <param name="Classes">The right arm of each context.</param>
/// <param name="Arms">The classes that occur, by name.</param>
/// <param name="Notes">What a reader of the figures must know, such as columns left out.</param>
internal sealed record ClassificationSet(string Name, double[][] Rows, int[] Classes, string[] Arms, IReadOnlyList<string> Notes)
{
    /// <summary>Features of a context, the constant not counted.</summary>
    public int Features => Rows[0].Length;
}
