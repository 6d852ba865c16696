using System.ComponentModel.DataAnnotations;
using Personalization.Embedded.Storage;

namespace Personalization.Embedded.Journaling;

/// <summary>How the journal writes. Read once, when the journal is opened.</summary>
public sealed class JournalOptions
{
    /// <summary>When commits reach the disk.</summary>
    /// <value>Default: <see cref="FsyncPolicy.EveryCommit"/>.</value>
    public FsyncPolicy Fsync { get; set; } = FsyncPolicy.EveryCommit;

    /// <summary>How many bytes may be accepted and not yet committed and consumed; beyond it the journal refuses as overloaded.</summary>
    /// <value>1 KiB to 4 GiB. Default: 64 MiB.</value>
    [Range(1L << 10, 1L << 32)]
    public long MaxWaitingBytes { get; set; } = 64L << 20;

    /// <summary>How many bytes one commit takes at most, save that a single larger batch is still committed whole.</summary>
    /// <value>1 KiB to 256 MiB. Default: 4 MiB.</value>
    [Range(1 << 10, 256 << 20)]
    public int MaxGroupBytes { get; set; } = 4 << 20;

    /// <summary>The size of one stored row at most, save that a single larger entry still gets one.</summary>
    /// <value>1 KiB to 64 MiB. Default: 1 MiB.</value>
    [Range(1 << 10, 64 << 20)]
    public int MaxRowBytes { get; set; } = 1 << 20;

    /// <summary>How many committed groups may wait for the consumer before the writer pauses.</summary>
    /// <value>1 to 64. Default: 4.</value>
    [Range(1, 64)]
    public int MaxGroupsInFlight { get; set; } = 4;

    /// <summary>How many of the latest entries that carry an id are remembered to recognise duplicates; about 24 bytes of memory each.</summary>
    /// <value>1 to 134,217,728. Default: 1,048,576.</value>
    [Range(1, 1 << 27)]
    public int DeduplicationWindow { get; set; } = 1 << 20;

    /// <summary>The size the database file may reach; beyond it the journal refuses as full until it is truncated. 0: no limit but the disk.</summary>
    /// <value>0, or 64 KiB and more, rounded down to whole pages. Default: 0.</value>
    [Range(0, long.MaxValue)]
    public long MaxFileBytes { get; set; }

    /// <summary>The name of the database file in its folder.</summary>
    internal string FileName { get; init; } = "engine.db";
}
