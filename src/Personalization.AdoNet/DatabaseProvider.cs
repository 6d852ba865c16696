namespace Personalization.AdoNet;

/// <summary>The databases that a cluster can keep its logs and snapshots in.</summary>
public enum DatabaseProvider
{
    /// <summary>A file on one machine, which several processes there may share. For development.</summary>
    Sqlite,

    /// <summary>PostgreSQL 11 or later, with a database in UTF8.</summary>
    PostgreSql,

    /// <summary>Oracle Database 12.2 or later, with a database in AL32UTF8. Needs the package Oracle.ManagedDataAccess.Core when the program is built.</summary>
    Oracle,
}
