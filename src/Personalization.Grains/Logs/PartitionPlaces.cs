namespace Personalization.Grains.Logs;

/// <summary>
/// Where the partitions of the log belong: evenly on the silos that have been in the cluster for a while. Without this they would all stay where the first silo of a cluster
/// found them. Thread-safe.
/// </summary>
/// <param name="local">This silo.</param>
/// <param name="silos">All silos.</param>
/// <param name="settled">For how long no silo must have come or gone: whoever starts several wants each partition to move once.</param>
/// <param name="time">The clock.</param>
internal sealed class PartitionPlaces(ILocalSiloDetails local, ISiloStatusOracle silos, TimeSpan settled, TimeProvider time)
{
    private readonly Lock _gate = new();
    private SiloAddress[] _known = [];
    private long _knownSince;

    /// <summary>How often to look.</summary>
    public TimeSpan Review => settled;

    /// <summary>The silo that a partition belongs to; <see langword="null"/> when it is this one, or silos have just come or gone.</summary>
    public SiloAddress? Elsewhere(int partition)
    {
        var active = silos.GetApproximateSiloStatuses(onlyActive: true).Keys.Order().ToArray();
        lock (_gate)
        {
            if (!active.AsSpan().SequenceEqual(_known))
            {
                (_known, _knownSince) = (active, time.GetTimestamp());
            }
            if (active.Length == 0 || time.GetElapsedTime(_knownSince) < settled)
            {
                return null;
            }
        }
        var place = active[partition % active.Length];
        return place.Equals(local.SiloAddress) ? null : place;
    }
}
