namespace Personalization.Benchmarks.Load;

/// <summary>The garbage collector's counters of the whole process at a moment, or their differences between two.</summary>
/// <param name="AllocatedBytes">Bytes allocated by all threads.</param>
/// <param name="Collections0">Collections of any generation.</param>
/// <param name="Collections1">Collections of generation 1 or 2.</param>
/// <param name="Collections2">Collections of generation 2.</param>
/// <param name="Paused">How long the collector has paused the process.</param>
internal readonly record struct GcReading(long AllocatedBytes, int Collections0, int Collections1, int Collections2, TimeSpan Paused)
{
    /// <summary>The counters now, exact; stops all threads for a moment.</summary>
    public static GcReading Now() => new(
        GC.GetTotalAllocatedBytes(precise: true), GC.CollectionCount(0), GC.CollectionCount(1), GC.CollectionCount(2),
        GC.GetTotalPauseDuration());

    /// <summary>What has been added since an earlier reading.</summary>
    public GcReading Since(GcReading earlier) => new(
        AllocatedBytes - earlier.AllocatedBytes,
        Collections0 - earlier.Collections0,
        Collections1 - earlier.Collections1,
        Collections2 - earlier.Collections2,
        Paused - earlier.Paused);
}
