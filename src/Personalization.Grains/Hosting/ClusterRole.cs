namespace Personalization.Grains.Hosting;

/// <summary>What a process is in its cluster.</summary>
public enum ClusterRole
{
    /// <summary>A silo: it writes partitions of the log and holds persons and visits.</summary>
    Silo,

    /// <summary>A client of silos elsewhere.</summary>
    Client,
}
