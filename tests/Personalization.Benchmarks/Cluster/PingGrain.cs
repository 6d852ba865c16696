namespace Personalization.Benchmarks.Cluster;

/// <summary>Answers at once.</summary>
public sealed class PingGrain : Grain, IPingGrain
{
    /// <inheritdoc/>
    public ValueTask Ping() => ValueTask.CompletedTask;
}
