using System.ComponentModel.DataAnnotations;
using System.Data.Common;
using System.Net.Sockets;
using System.Security.Authentication;
using Personalization.Log.Partitions;
using Personalization.Storage.Dialects;

namespace Personalization.Storage.Databases;

/// <summary>A database and its connections. Whatever goes wrong there comes out as an <see cref="IOException"/>. Thread-safe.</summary>
internal sealed class Database : IAsyncDisposable
{
    private readonly DbDataSource _source;


    private Database(SqlDialect dialect, StoreOptions options, string description, DbDataSource source)
    {
        Dialect = dialect;
        Options = options;
        Description = description;
        _source = source;
    }

    public SqlDialect Dialect { get; }

    public StoreOptions Options { get; }

    /// <summary>Which database it is, without a password.</summary>
    public string Description { get; }

    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    /// <exception cref="NotSupportedException">The program was built without this database's provider.</exception>
    public static Database Open(StoreOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.ConnectionString))
            throw new ValidationException(
                $"The {nameof(StoreOptions.ConnectionString)} field is required: it says how to reach the database.");
        SqlDialect dialect = options.Provider switch
        {
            DatabaseProvider.PostgreSql => new PostgreSqlDialect(),
            DatabaseProvider.Oracle => new OracleDialect(),
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.Provider, "There is no such provider."),
        };
        try
        {
            return new(dialect, options, dialect.Describe(options.ConnectionString), dialect.CreateDataSource(options));
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException)
        {
            throw new ArgumentException(
                $"The connection string for {options.Provider} cannot be used: {fault.Message}", nameof(options), fault);
        }
    }

    /// <summary>Runs work that only reads.</summary>
    /// <param name="what">What is done, for the message: "reading …".</param>
    /// <param name="work">The work, on one connection.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="IOException">The database cannot be reached or refuses.</exception>
    public ValueTask<T> Read<T>(string what, Func<DatabaseSession, Task<T>> work, CancellationToken cancellation) =>
        Run(what, work, cancellation);

    /// <summary>Runs work that writes; otherwise as <see cref="Read"/>.</summary>
    public ValueTask<T> Write<T>(string what, Func<DatabaseSession, Task<T>> work, CancellationToken cancellation) =>
        Run(what, work, cancellation);

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        Dialect.Close(_source);
    }

    private static bool IsFailure(Exception fault) =>
        fault is DbException or TimeoutException or SocketException or AuthenticationException or IOException;

    private async ValueTask<T> Run<T>(string what, Func<DatabaseSession, Task<T>> work, CancellationToken cancellation)
    {
        try
        {
            return await InSession(work, cancellation);
        }
        catch (DbException fault) when (Dialect.IsFull(fault))
        {
            throw new StoreFullException($"{what} failed in the {Description}: it has no room left. Free disk space there.", fault);
        }
        catch (Exception fault) when (IsFailure(fault))
        {
            throw new IOException($"{what} failed in the {Description}: {fault.Message}", fault);
        }
    }

    private async Task<T> InSession<T>(Func<DatabaseSession, Task<T>> work, CancellationToken cancellation)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellation);
        var session = new DatabaseSession(Dialect, connection, (int)Options.CommandTimeout.TotalSeconds, cancellation);
        if (Dialect.Session is { } statement)
            await session.Execute(statement);
        return await work(session);
    }
}
