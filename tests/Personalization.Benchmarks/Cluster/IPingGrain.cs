namespace Personalization.Benchmarks.Cluster;

/// <summary>A grain that does nothing: what a call costs by itself.</summary>
public interface IPingGrain : IGrainWithIntegerKey
{
    /// <summary>Answers.</summary>
    ValueTask Ping();
}
