using System.ComponentModel.DataAnnotations;

namespace Personalization.AdoNet;

/// <summary>Which database holds a cluster's logs and snapshots, and how it is used.</summary>
public sealed class StoreOptions
{
    /// <summary>The kind of database: <c>sqlite</c>, <c>postgresql</c> or <c>oracle</c>.</summary>
    /// <value>Default: sqlite.</value>
    [EnumDataType(typeof(DatabaseProvider))]
    public DatabaseProvider Provider { get; set; }

    /// <summary>How to reach the database, in the form of its ADO.NET provider. For SQLite it names a file: <c>Data Source=data/stores.db</c>.</summary>
    /// <value>
    /// Required, save where the program chooses a file of its own. It may hold a password, so it is never shown. For PostgreSQL, <c>Max Auto Prepare=30</c> makes
    /// appending about half again as fast; a connection pooler in between must support prepared statements then.
    /// </value>
    public string ConnectionString { get; set; } = "";

    /// <summary>How long one statement may take; with SQLite also how long a writer waits for another process's transaction.</summary>
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
