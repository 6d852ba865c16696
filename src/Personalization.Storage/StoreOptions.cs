using System.ComponentModel.DataAnnotations;
using Personalization.Storage.Folder;

namespace Personalization.Storage;

/// <summary>Which database holds a cluster's logs and snapshots, and how it is used.</summary>
public sealed class StoreOptions
{
    /// <summary>The kind of database: <c>sqlite</c>, <c>postgresql</c> or <c>oracle</c>.</summary>
    /// <value>Default: sqlite.</value>
    [EnumDataType(typeof(DatabaseProvider))]
    public DatabaseProvider Provider { get; set; }

    /// <summary>The folder that holds the files of SQLite; made when it is missing. It belongs to one process at a time.</summary>
    /// <value>Default: <c>data</c> in the current folder. Without effect for databases.</value>
    [Required]
    public string Folder { get; set; } = "data";

    /// <summary>When commits of the log reach the disk, with SQLite.</summary>
    /// <value>EveryCommit, AtCheckpoints or Never. Default: <see cref="FsyncPolicy.EveryCommit"/>.</value>
    [EnumDataType(typeof(FsyncPolicy))]
    public FsyncPolicy Fsync { get; set; } = FsyncPolicy.EveryCommit;

    /// <summary>The size that each file of logs may reach, with SQLite; beyond it the log refuses as full until it is truncated.</summary>
    /// <value>0 for no limit but the disk, or 64 KiB and more, in bytes. Default: 0.</value>
    [Range(0, long.MaxValue)]
    public long MaxFileBytes { get; set; }

    /// <summary>How to reach the database, in the form of its ADO.NET provider.</summary>
    /// <value>
    /// Required for PostgreSQL and Oracle. It may hold a password, so it is never shown. For PostgreSQL, <c>Max Auto Prepare=30</c> makes
    /// appending about half again as fast; a connection pooler in between must support prepared statements then.
    /// </value>
    public string ConnectionString { get; set; } = "";

    /// <summary>How long one statement may take.</summary>
    /// <value>1 second to 1 hour, in whole seconds. Default: 30 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many rows are read at a time, at most.</summary>
    /// <value>1 to 65536. Default: 256.</value>
    [Range(1, 65536)]
    public int PageRows { get; set; } = 256;

    /// <summary>How many bytes are read or written at a time; a single larger row goes alone.</summary>
    /// <value>64 KiB to 256 MiB. Default: 8 MiB.</value>
    [Range(64 * 1024, 256 * 1024 * 1024)]
    public int PageBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>How many states one statement writes, at most, where the database can write several (PostgreSQL).</summary>
    /// <value>1 to 65536. Default: 500.</value>
    [Range(1, 65536)]
    public int WriteRows { get; set; } = 500;
}
