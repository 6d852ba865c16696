using System.ComponentModel.DataAnnotations;

namespace Personalization.Tools.Demo;

/// <summary>How lively the demo shop is.</summary>
internal sealed class DemoSimulationOptions
{
    /// <summary>Whether the demo shop runs.</summary>
    /// <value>Default: <see cref="DemoMode.Auto"/>.</value>
    public DemoMode Mode { get; set; }

    /// <summary>Events a second.</summary>
    /// <value>0.1 to 100,000; 40 by default.</value>
    [Range(0.1, 100_000)]
    public double EventsPerSecond { get; set; } = 40;

    /// <summary>How often events are handed over.</summary>
    /// <value>10 ms to 10 s; 100 ms by default.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:10", ConvertValueInInvariantCulture = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan Tick { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How much faster than people do the shoppers act, so that many visits end while one watches.</summary>
    /// <value>0.1 to 1,000; 3 by default.</value>
    [Range(0.1, 1000)]
    public double Pace { get; set; } = 3;

    /// <summary>The share of visits that look at recommendations, when there is a source of them.</summary>
    /// <value>0 to 1; 0.3 by default.</value>
    [Range(0, 1)]
    public double LooksAtRecommendations { get; set; } = 0.3;

    /// <summary>Single choices a second whose outcomes placements' bandits learn from; 0 for none.</summary>
    /// <value>0 to 10,000; 15 by default.</value>
    [Range(0, 10_000)]
    public double ChoicesPerSecond { get; set; } = 15;
}
