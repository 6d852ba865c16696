using System.Data;
using System.Data.Common;
using Npgsql;

namespace Personalization.Storage.Tests.Schema;

/// <summary>
/// Runs the stored queries as Orleans' provider does: each on a connection of its own, parameters by name and type, columns by name.
/// </summary>
internal sealed class OrleansDatabase : IAsyncDisposable
{
    private static readonly Dictionary<Type, DbType> Types = new()
    {
        [typeof(int)] = DbType.Int32,
        [typeof(long)] = DbType.Int64,
        [typeof(string)] = DbType.String,
        [typeof(DateTime)] = DbType.DateTime,
        [typeof(byte[])] = DbType.Binary,
    };

    private readonly NpgsqlDataSource _source;
    private readonly Dictionary<string, string> _queries;

    private OrleansDatabase(NpgsqlDataSource source, Dictionary<string, string> queries)
    {
        _source = source;
        _queries = queries;
    }

    public IReadOnlyDictionary<string, string> Queries => _queries;

    public static async Task<OrleansDatabase> Open(StoreOptions options)
    {
        await DatabasePreparation.Run(options);
        var source = NpgsqlDataSource.Create(options.ConnectionString);
        var queries = new Dictionary<string, string>();
        await using var command = source.CreateCommand("SELECT QueryKey, QueryText FROM OrleansQuery");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            queries.Add((string)reader["QueryKey"], (string)reader["QueryText"]);
        return new(source, queries);
    }

    /// <summary>Runs a query.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="parameters">Names and values; a type stands for null of that type.</param>
    public async Task<DataTable> Run(string key, params (string Name, object Value)[] parameters)
    {
        await using var command = _source.CreateCommand(_queries[key]);
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value is Type ? DBNull.Value : value;
            parameter.DbType = Types[value as Type ?? value.GetType()];
            command.Parameters.Add(parameter);
        }

        await using var reader = await command.ExecuteReaderAsync();
        return await Read(reader);
    }

    /// <summary>The one value that a query answers, as a number; <see langword="null"/> when it is null.</summary>
    public async Task<long?> Number(string key, params (string Name, object Value)[] parameters)
    {
        var table = await Run(key, parameters);
        var row = Assert.Single(table.Rows.Cast<DataRow>());
        return row[0] is DBNull ? null : Convert.ToInt64(row[0], System.Globalization.CultureInfo.InvariantCulture);
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static async Task<DataTable> Read(DbDataReader reader)
    {
        var table = new DataTable();
        for (var i = 0; i < reader.FieldCount; i++)
            table.Columns.Add(reader.GetName(i), reader.GetFieldType(i));
        var values = new object[reader.FieldCount];
        while (await reader.ReadAsync())
        {
            reader.GetValues(values);
            table.Rows.Add(values);
        }

        return table;
    }
}
