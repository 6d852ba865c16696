using Personalization.Engine.Bandits;

namespace Personalization.Tools.Evaluation.Bandits;

/// <summary>The policies that are compared, by name. None has a setting of its own for any set.</summary>
internal static class BanditLineup
{
    /// <summary>The default contextual bandit.</summary>
    public const string Default = "default";

    /// <summary>The linear model's best arm, always.</summary>
    public const string Greedy = "greedy";

    /// <summary>The linear model's best arm, a tenth of the time any arm.</summary>
    public const string EpsilonGreedy = "epsilon-greedy-0.1";

    private static readonly (string Name, Func<int, IContextualLearner> Create)[] Entries =
    [
        (Default, static d => new AdaptiveLearner(d)),
        (Greedy, static d => new LinearLearner(d, new GreedyPolicy())),
        (EpsilonGreedy, static d => new LinearLearner(d, new GreedyPolicy(0.1))),
        ("linucb", static d => new LinearLearner(d, new UcbPolicy(1, unit: true))),
        ("soft-ucb", static d => new LinearLearner(d, new SoftUcbPolicy())),
        ("thompson-linear", static d => new LinearLearner(d, new ThompsonPolicy())),
        ("thompson-logistic", static d => new LinearLearner(d, new ThompsonPolicy(), new LinearOptions { Link = ModelLink.Logistic })),
        ("squarecb", static d => new LinearLearner(d, new SquareCbPolicy())),
        ("regcb-optimistic", static d => new LinearLearner(d, new RegCbPolicy())),
        ("regcb-elimination", static d => new LinearLearner(d, new RegCbPolicy(isOptimistic: false))),
        ("softmax-10", static d => new LinearLearner(d, new SoftmaxPolicy())),
        ("bagging-5", static d => new BaggingLearner(d)),
        ("cover-5", static d => new CoverLearner(d)),
        ("hybrid-linucb", static d => new HybridLearner(d, new UcbPolicy(1, unit: true))),
        ("ucb1", static d => new ArmLearner(d, new Ucb1Policy())),
        ("kl-ucb", static d => new ArmLearner(d, new KlUcbPolicy())),
        ("thompson-beta", static d => new ArmLearner(d, new BetaThompsonPolicy())),
        ("thompson-gaussian", static d => new ArmLearner(d, new GaussianArmPolicy(new ThompsonPolicy()))),
        ("exp3", static d => new ArmLearner(d, new Exp3Policy())),
        // The default's models with other exploration: what of its advantage is the models', what the choice's.
        ("default-greedy", static d => new AdaptiveLearner(d, new GreedyPolicy())),
        ("default-epsilon-0.1", static d => new AdaptiveLearner(d, new GreedyPolicy(0.1))),
    ];

    /// <summary>All names, in the order of the report.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Entries.Select(static e => e.Name)];

    /// <summary>A learner that knows nothing.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="features">Features of a context, the constant not counted.</param>
    public static IContextualLearner Create(string name, int features) => Array.Find(Entries, e => e.Name == name).Create(features);
}
