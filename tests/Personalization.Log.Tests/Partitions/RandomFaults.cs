using Personalization.Log.Tests.Snapshots;

namespace Personalization.Log.Tests.Partitions;

/// <summary>Faults of a cluster's stores at random, the same ones for the same seed as far as threads allow.</summary>
internal sealed class RandomFaults
{
    private readonly Lock _gate = new();
    private readonly Random _random;
    private int _outage;

    public RandomFaults(LogCluster cluster, int seed)
    {
        _random = new Random(seed);
        cluster.Log.Appending = (_, _) => new(OfAppending());
        cluster.Log.Reading = _ => IsOn && Chance(0.01);
        cluster.Snapshots.Writing = _ => new(IsOn ? OfStore(0.08) : StoreFault.None);
        cluster.Snapshots.Reading = (_, _) => IsOn && Chance(0.02);
    }

    /// <summary>Whether anything goes wrong.</summary>
    public bool IsOn { get; set; } = true;

    /// <summary>Makes the log's store fail for so long that a writer gives up.</summary>
    public void LoseStore() => Interlocked.Exchange(ref _outage, 8);

    public bool Chance(double probability)
    {
        lock (_gate)
        {
            return _random.NextDouble() < probability;
        }
    }

    public int Next(int limit)
    {
        lock (_gate)
        {
            return _random.Next(limit);
        }
    }

    private StoreFault OfAppending()
    {
        if (!IsOn)
        {
            return StoreFault.None;
        }
        return Interlocked.Decrement(ref _outage) >= 0 ? OfStore(1) : OfStore(0.05);
    }

    private StoreFault OfStore(double probability) => !Chance(probability) ? StoreFault.None : (StoreFault)(1 + Next(3));
}
