namespace Personalization.Engine.OffPolicy;

/// <summary>Ways to choose among scored candidates.</summary>
public enum ScorePolicyKind
{
    /// <summary>Every candidate with the same probability.</summary>
    Uniform,

    /// <summary>The best-scored candidate; those that share the best score with the same probability.</summary>
    Greedy,

    /// <summary>Greedy with probability 1 − ε, uniform with ε.</summary>
    EpsilonGreedy,

    /// <summary>With probability proportional to exp(score / temperature).</summary>
    Softmax,
}
