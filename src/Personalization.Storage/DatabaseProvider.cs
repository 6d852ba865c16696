namespace Personalization.Storage;

/// <summary>The databases that a cluster can keep its logs and snapshots in.</summary>
public enum DatabaseProvider
{
    /// <summary>Files in a folder of this machine, which belong to one process.</summary>
    Sqlite,

    /// <summary>PostgreSQL 11 or later, with a database in UTF8.</summary>
    PostgreSql,

    /// <summary>Oracle Database 12.2 or later, with a database in AL32UTF8. Needs Oracle's driver beside the program.</summary>
    Oracle,
}
