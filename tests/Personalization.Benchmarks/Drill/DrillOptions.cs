namespace Personalization.Benchmarks.Drill;

/// <summary>How a failure drill runs.</summary>
internal sealed record DrillOptions
{
    /// <summary>How many silos there are.</summary>
    public int Silos { get; init; } = 3;

    /// <summary>For how long silos are killed.</summary>
    public TimeSpan Kills { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How often one is killed.</summary>
    public TimeSpan KillEvery { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After how long a killed silo is started again, as an orchestrator would.</summary>
    public TimeSpan RestartAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For how long the undisturbed cluster is measured.</summary>
    public TimeSpan Baseline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Requests with events a second; each carries <see cref="EventsPerRequest"/>.</summary>
    public int EventRequestsPerSecond { get; init; } = 40;

    /// <summary>Events of one request.</summary>
    public int EventsPerRequest { get; init; } = 10;

    /// <summary>Decisions a second.</summary>
    public int DecisionsPerSecond { get; init; } = 100;

    /// <summary>Persons who act.</summary>
    public int Persons { get; init; } = 5_000;

    /// <summary>Where the random choices start from.</summary>
    public int Seed { get; init; } = 1;
}
