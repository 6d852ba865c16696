using System.Data.Common;
using System.Reflection;

namespace Personalization.Storage.Dialects;

/// <summary>
/// Oracle's provider, loaded at run time: the engine is built without it, and uses the driver that is installed beside it
/// (the file Oracle.ManagedDataAccess.dll in the program's folder).
/// </summary>
internal static class OracleClient
{
    private const string AssemblyName = "Oracle.ManagedDataAccess";

    private static readonly Lazy<Driver> Loaded = new(Load);

    /// <summary>A source of connections.</summary>
    /// <exception cref="NotSupportedException">The driver is not installed.</exception>
    public static DbDataSource CreateDataSource(string connectionString) => Loaded.Value.Factory.CreateDataSource(connectionString);

    // By default the provider binds by order, sends byte arrays as RAW, which are short, and fetches each BLOB with a call of its own.
    public static void Complete(DbCommand command)
    {
        var driver = Loaded.Value;
        driver.BindByName.SetValue(command, true);
        driver.InitialLobFetchSize.SetValue(command, -1);
        foreach (DbParameter parameter in command.Parameters)
        {
            if (parameter.Value is byte[])
                driver.OracleDbType.SetValue(parameter, driver.Blob);
        }
    }

    private static Driver Load()
    {
        try
        {
            var assembly = Assembly.Load(AssemblyName);
            return new Driver(
                (DbProviderFactory)Member(assembly, "OracleClientFactory").GetField("Instance")!.GetValue(null)!,
                Property(assembly, "OracleCommand", "BindByName"),
                Property(assembly, "OracleCommand", "InitialLOBFetchSize"),
                Property(assembly, "OracleParameter", "OracleDbType"),
                Enum.Parse(Member(assembly, "OracleDbType"), "Blob"));
        }
        catch (FileNotFoundException)
        {
            throw new NotSupportedException(
                $"Oracle's driver is not installed: no {AssemblyName}.dll in {AppContext.BaseDirectory}. Take it from the package "
                + "Oracle.ManagedDataAccess.Core (lib/net8.0) and put it there, or choose SQLite or PostgreSQL.");
        }
    }

    private static Type Member(Assembly assembly, string name) =>
        assembly.GetType($"Oracle.ManagedDataAccess.Client.{name}", throwOnError: true)!;

    private static PropertyInfo Property(Assembly assembly, string type, string name) => Member(assembly, type).GetProperty(name)!;

    private sealed record Driver(
        DbProviderFactory Factory, PropertyInfo BindByName, PropertyInfo InitialLobFetchSize, PropertyInfo OracleDbType, object Blob);
}
