using Personalization.Benchmarks.Reports;

namespace Personalization.Benchmarks.Scenarios;

/// <summary>Something whose speed is measured. A new one is one file and one line in <see cref="ScenarioList"/>.</summary>
internal interface IScenario
{
    /// <summary>The name to choose it by on the command line, in kebab-case.</summary>
    string Name { get; }

    /// <summary>Measures and judges.</summary>
    /// <returns>The rows of the table of figures, in order.</returns>
    Task<IReadOnlyList<PerformanceRow>> RunAsync(ScenarioContext context, CancellationToken cancel);
}
