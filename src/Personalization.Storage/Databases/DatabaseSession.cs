using System.Data.Common;
using System.Runtime.InteropServices;
using Personalization.Storage.Dialects;

namespace Personalization.Storage.Databases;

/// <summary>One open connection for the length of one piece of work. Not thread-safe.</summary>
internal sealed class DatabaseSession(SqlDialect dialect, DbConnection connection, int timeoutSeconds, CancellationToken cancellation)
{
    private DbTransaction? _transaction;

    /// <summary>Ends the work.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>The bytes as an array of their own length, without a copy where they are one.</summary>
    public static byte[] Bytes(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var segment) && segment.Array is { } array && array.Length == segment.Count
            ? array
            : bytes.ToArray();

    /// <summary>The bytes of a column; none when it is null.</summary>
    public static byte[] Bytes(DbDataReader reader, int column) => reader.IsDBNull(column) ? [] : (byte[])reader.GetValue(column);

    public DbCommand Command(string text, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are those of the dialects and scripts; whatever comes from outside is a parameter.
        command.CommandText = text;
#pragma warning restore CA2100
        command.CommandTimeout = timeoutSeconds;
        command.Transaction = _transaction;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        dialect.Complete(command);
        return command;
    }

    /// <summary>Runs a statement and says how many rows it changed.</summary>
    public Task<int> Execute(string text, params ReadOnlySpan<(string Name, object Value)> parameters) =>
        Execute(Command(text, parameters));

    /// <summary>Runs a query and gives its first value, or <see langword="null"/>.</summary>
    public Task<object?> Find(string text, params ReadOnlySpan<(string Name, object Value)> parameters) => Find(Command(text, parameters));

    /// <summary>Reads a page of rows into a list.</summary>
    /// <returns>Whether rows may follow.</returns>
    public async Task<bool> ReadPage<T>(DbCommand command, PageSize size, List<T> rows, Func<DbDataReader, (T Row, int Bytes)> read)
    {
        await using var disposed = command;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        size.Begin();
        var wanted = size.Rows;
        var full = false;
        while (!full && await reader.ReadAsync(cancellation))
        {
            var (row, bytes) = read(reader);
            rows.Add(row);
            full = !size.Add(bytes) || rows.Count == wanted;
        }

        size.End(rows.Count);
        return full;
    }

    /// <summary>Runs work in a transaction, which takes effect when the work ends without an exception.</summary>
    public Task Transact(Func<Task> work) => dialect.Transact(
        connection,
        async transaction =>
        {
            _transaction = transaction;
            try
            {
                await work();
            }
            finally
            {
                _transaction = null;
            }
        },
        cancellation);

    private async Task<int> Execute(DbCommand command)
    {
        await using var disposed = command;
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    private async Task<object?> Find(DbCommand command)
    {
        await using var disposed = command;
        return await command.ExecuteScalarAsync(cancellation) is { } value and not DBNull ? value : null;
    }
}
