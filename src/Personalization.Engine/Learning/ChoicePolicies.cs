using System.Collections.Frozen;
using Personalization.Engine.Bandits;

namespace Personalization.Engine.Learning;

/// <summary>The policies that a placement's choices can be made by, by the names that experiments use. Thread-safe.</summary>
public static class ChoicePolicies
{
    /// <summary>The default: a soft upper confidence bound over beliefs in context.</summary>
    public const string Adaptive = "adaptive";

    /// <summary>The ranking alone, without anything learnt from rewards.</summary>
    public const string Ranking = "ranking";

    private static readonly FrozenDictionary<string, IBeliefPolicy> s_policies =
        new Dictionary<string, IBeliefPolicy>(StringComparer.Ordinal)
        {
            [Adaptive] = new SoftUcbPolicy(),
            ["greedy"] = new GreedyPolicy(0),
            ["epsilon-greedy"] = new GreedyPolicy(0.1),
            ["thompson"] = new ThompsonPolicy(),
            ["squarecb"] = new SquareCbPolicy(),
            ["softmax"] = new SoftmaxPolicy(),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>All names.</summary>
    public static IEnumerable<string> Names => s_policies.Keys.Append(Ranking).Order(StringComparer.Ordinal);

    /// <summary>The policy of a name; <see langword="null"/> for the ranking alone and for names that are not known.</summary>
    public static IBeliefPolicy? Find(string name) => s_policies.GetValueOrDefault(name);
}
