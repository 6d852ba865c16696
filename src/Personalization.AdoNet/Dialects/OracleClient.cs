using System.Data.Common;
#if OPTIONAL_PACKAGES
using Oracle.ManagedDataAccess.Client;
#endif

namespace Personalization.AdoNet.Dialects;

/// <summary>Oracle's provider, the only place that needs its package.</summary>
internal static class OracleClient
{
#if OPTIONAL_PACKAGES
    public static DbDataSource CreateDataSource(string connectionString) => OracleClientFactory.Instance.CreateDataSource(connectionString);

    // By default the provider binds by order, sends byte arrays as RAW, which are short, and fetches each BLOB with a call of its own.
    public static void Complete(DbCommand command)
    {
        var oracle = (OracleCommand)command;
        oracle.BindByName = true;
        oracle.InitialLOBFetchSize = -1;
        foreach (OracleParameter parameter in oracle.Parameters)
        {
            if (parameter.Value is byte[])
                parameter.OracleDbType = OracleDbType.Blob;
        }
    }
#else
    public static DbDataSource CreateDataSource(string connectionString) => throw new NotSupportedException(
        "built without Oracle: the package source does not hold Oracle.ManagedDataAccess.Core");

    public static void Complete(DbCommand command)
    {
    }
#endif
}
