using System.ComponentModel.DataAnnotations;

namespace Personalization.Log.Partitions;

/// <summary>How a cluster keeps its event log. The number of partitions must not change while a log exists.</summary>
public sealed class LogOptions
{
    /// <summary>
    /// In how many partitions the event log is kept. Each has one writer somewhere in the cluster, so this bounds how far writing spreads.
    /// It is chosen when the log is made, and kept in the store: a log keeps the number that it was made with.
    /// </summary>
    /// <value>
    /// 1 to 1,024; 0 leaves it to the log, and makes a new one with 1 partition in a folder and with 16 in a database. Default: 0.
    /// </value>
    [Range(0, 1024)]
    public int Partitions { get; set; }

    /// <summary>
    /// How long events and decisions are kept in the log. States outlive it; what is older can no longer be replayed, exported or learnt
    /// from. Judged by the events' own times, so that history that is imported goes soon, too.
    /// </summary>
    /// <value>1 hour and more; for ever when absent. Default: absent.</value>
    [Range(typeof(TimeSpan), "01:00:00", "36500.00:00:00")]
    public TimeSpan? Retention { get; set; }

    /// <summary>How many event ids each partition remembers, to count an event that is sent again only once.</summary>
    /// <value>1 to 100,000,000. Default: 100,000.</value>
    [Range(1, 100_000_000)]
    public int DeduplicationWindow { get; set; } = 100_000;

    /// <summary>How many bytes of events may wait in a partition; beyond, new ones are refused with a request to try again.</summary>
    /// <value>4 KiB to 4 GiB; a single larger batch is taken when nothing else waits. Default: 64 MiB.</value>
    [Range(4096L, 4L << 30)]
    public long MaxWaitingBytes { get; set; } = 64L << 20;

    /// <summary>
    /// How many events of a partition may wait for persons and visits that are not in memory; beyond, new events are refused with a request
    /// to try again, until they are saved.
    /// </summary>
    /// <value>1,000 to 100,000,000. Default: 1,000,000.</value>
    [Range(1000, 100_000_000)]
    public int MaxPendingEvents { get; set; } = 1_000_000;

    /// <summary>How many bytes are committed at once, unless a single batch is larger.</summary>
    /// <value>4 KiB to 64 MiB. Default: 1 MiB.</value>
    [Range(4096, 64 << 20)]
    public int MaxGroupBytes { get; set; } = 1 << 20;

    /// <summary>How often persons and visits that have changed are saved.</summary>
    /// <value>100 milliseconds to 1 hour. Default: 20 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan CheckpointInterval { get; set; } = TimeSpan.FromSeconds(20);

}
