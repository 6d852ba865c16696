namespace Personalization.Benchmarks.Scenarios;

/// <summary>All scenarios, in the order in which they run: those that others compare with come first.</summary>
internal static class ScenarioList
{
    public static IReadOnlyList<IScenario> All { get; } =
    [
        new BareScenario(), new DecisionScenario(), new PersonalizeScenario(), new RecommendScenario(), new FeatureScenario(), new BanditScenario(), new FreshnessScenario(),
        new IngestionScenario(), new MemoryScenario(), new RestartScenario(), new GrowthScenario(),
    ];

    /// <summary>Those of the cluster engine; none in a build without Orleans.</summary>
#if OPTIONAL_PACKAGES
    public static IReadOnlyList<IScenario> Cluster { get; } = [new Cluster.SiloScenario(1), new Cluster.SiloScenario(3)];
#else
    public static IReadOnlyList<IScenario> Cluster { get; } = [];
#endif
}
