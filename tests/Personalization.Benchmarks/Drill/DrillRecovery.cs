namespace Personalization.Benchmarks.Drill;

/// <summary>How the cluster took one disturbance.</summary>
/// <param name="What">The disturbance.</param>
/// <param name="Seconds">After how long the 99th percentile of the ten seconds from then on was within twice the undisturbed one.</param>
/// <param name="LaterP99Ms">The 99th percentile from the tenth to the twentieth second after it, in milliseconds.</param>
internal sealed record DrillRecovery(string What, double Seconds, double LaterP99Ms);
