namespace Personalization.Benchmarks.Scenarios;

/// <summary>All scenarios, in the order in which they run: those that others compare with come first.</summary>
internal static class ScenarioList
{
    public static IReadOnlyList<IScenario> All { get; } =
    [
        new BareScenario(), new DecisionScenario(), new PersonalizeScenario(), new RecommendScenario(), new FeatureScenario(),
        new BanditScenario(), new OffPolicyScenario(), new FreshnessScenario(), new IngestionScenario(), new MemoryScenario(),
        new RestartScenario(), new GrowthScenario(),
    ];

    /// <summary>Those of silos, next to Orleans' bare ping.</summary>
    public static IReadOnlyList<IScenario> Cluster { get; } = [new Cluster.SiloScenario(1), new Cluster.SiloScenario(3)];
}
