using Personalization.Log.Partitions;

namespace Personalization.Grains.Partitions;

/// <summary>
/// Where the partitions of the log belong: evenly on all silos. A partition that has to come up comes up there; one that is elsewhere goes
/// there once silos have not come or gone for a while, and one after the other: who publishes waits while a partition moves, and should
/// wait for one of them only. Thread-safe.
/// </summary>
/// <param name="local">This silo.</param>
/// <param name="silos">All silos.</param>
/// <param name="options">How many partitions there are.</param>
/// <param name="settled">For how long no silo must have come or gone: whoever starts several wants each partition to move once.</param>
/// <param name="time">The clock.</param>
internal sealed class PartitionPlaces(
    ILocalSiloDetails local, ISiloStatusOracle silos, LogOptions options, TimeSpan settled, TimeProvider time)
{
    private readonly Lock _gate = new();
    private SiloAddress[] _known = [];
    private int[] _places = [];
    private long _knownSince;
    private long _moved = long.MinValue;

    /// <summary>How often to look.</summary>
    public TimeSpan Review => settled / 6;

    /// <summary>
    /// The silo that a partition is to move to now; <see langword="null"/> when it belongs here, silos have just come or gone, or another
    /// one has just moved.
    /// </summary>
    public SiloAddress? Elsewhere(int partition)
    {
        var active = silos.GetApproximateSiloStatuses(onlyActive: true).Keys.Order().ToArray();
        lock (_gate)
        {
            Know(active);
            if (active.Length == 0 || time.GetElapsedTime(_knownSince) < settled)
            {
                return null;
            }
            var place = _known[_places[partition]];
            if (place.Equals(local.SiloAddress) || (_moved != long.MinValue && time.GetElapsedTime(_moved) < settled))
            {
                return null;
            }
            _moved = time.GetTimestamp();
            return place;
        }
    }

    /// <summary>Whether a partition belongs to this silo.</summary>
    public bool IsHere(int partition)
    {
        var active = silos.GetApproximateSiloStatuses(onlyActive: true).Keys.Order().ToArray();
        lock (_gate)
        {
            Know(active);
            return active.Length == 0 || _known[_places[partition]].Equals(local.SiloAddress);
        }
    }

    /// <summary>The silo, of those that can host it, that a partition is to come up on.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="compatible">One silo or more.</param>
    public SiloAddress Of(int partition, SiloAddress[] compatible)
    {
        var sorted = compatible.Order().ToArray();
        lock (_gate)
        {
            Know(sorted);
            return _known[_places[partition]];
        }
    }

    private void Know(SiloAddress[] active)
    {
        if (active.Length > 0 && !active.AsSpan().SequenceEqual(_known))
        {
            (_known, _knownSince) = (active, time.GetTimestamp());
            _places = PartitionShares.Of(options.Partitions, [.. active.Select(static silo => silo.ToParsableString())]);
        }
    }
}
