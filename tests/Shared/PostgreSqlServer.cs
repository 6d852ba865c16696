using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Personalization.Tests.Shared;

/// <summary>
/// A PostgreSQL server of the tests' own: a fresh cluster in a temporary folder, on a free port of the loopback address, with a password
/// made for it. PostgreSQL refuses to run as root, so root runs it as the user postgres. It is gone when disposed, at the latest when the
/// process ends. Needs nothing but the installed server, so that any test project can link this file.
/// </summary>
internal sealed class PostgreSqlServer : IAsyncDisposable
{
    private static readonly string? Programs = FindPrograms();
    private static readonly Lazy<Task<PostgreSqlServer>> s_shared = new(() => Start());

    private readonly string _folder;
    private readonly int _port = FreePort();
    private readonly string _password = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
    private int _databases;

    private PostgreSqlServer(string folder)
    {
        _folder = folder;
        AppDomain.CurrentDomain.ProcessExit += StopAtExit;
    }

    /// <summary>Why there can be no server on this machine, or <see langword="null"/>.</summary>
    public static string? Absence => Programs is not null ? null : "No PostgreSQL server is installed (initdb, pg_ctl, a user postgres).";

    /// <summary>The one that the tests of this process share. It ends with the process.</summary>
    public static Task<PostgreSqlServer> Shared => s_shared.Value;

    /// <summary>What of a connection string must never be shown.</summary>
    public string Password => _password;

    /// <summary>Makes and starts a server.</summary>
    /// <param name="isDurable">Whether commits are forced onto the disk; only measurements need that.</param>
    public static async Task<PostgreSqlServer> Start(bool isDurable = false)
    {
        var folder = (await Run("mktemp", ["-d", "/tmp/personalization-postgresql-XXXXXX"])).Trim();
        var server = new PostgreSqlServer(folder);
        try
        {
            await Run("tee", [$"{folder}/password"], input: server._password);
            await Run(
                $"{Programs}/initdb",
                ["-D", $"{folder}/data", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "-A", "scram-sha-256",
                    $"--pwfile={folder}/password", "-N"]);
            await Run(
                "tee",
                ["-a", $"{folder}/data/postgresql.conf"],
                input: $"""

                    listen_addresses = '127.0.0.1'
                    port = {server._port}
                    unix_socket_directories = '{folder}'
                    max_connections = 500
                    autovacuum = off
                    fsync = {(isDurable ? "on" : "off")}
                    """);
            await server.Resume();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it again after <see cref="Stop"/>, where it was.</summary>
    public Task Resume() => Run($"{Programs}/pg_ctl", ["start", "-w", "-s", "-D", $"{_folder}/data", "-l", $"{_folder}/log"]);

    /// <summary>Stops it: connections end, what was committed stays.</summary>
    public Task Stop() => Run($"{Programs}/pg_ctl", ["stop", "-w", "-s", "-m", "fast", "-D", $"{_folder}/data"]);

    /// <summary>Makes an empty database.</summary>
    /// <returns>The connection string, in the form of Npgsql.</returns>
    public Task<string> CreateDatabase() => CreateDatabase([]);

    /// <summary>Makes a database from another one, whose connections it ends.</summary>
    /// <param name="connectionString">The other one, as <see cref="CreateDatabase()"/> names it.</param>
    /// <returns>The connection string, in the form of Npgsql.</returns>
    public async Task<string> CopyDatabase(string connectionString)
    {
        var name = connectionString.Split(';')
            .Single(static part => part.StartsWith("Database=", StringComparison.Ordinal))["Database=".Length..];
        await RunClient(
            "psql", ["-q", "-d", "postgres", "-c", $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"]);
        return await CreateDatabase(["-T", name]);
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= StopAtExit;
        await Run(
            "sh", ["-c", $"test ! -f '{_folder}/data/postmaster.pid' || '{Programs}/pg_ctl' stop -s -m immediate -D '{_folder}/data'"]);
        await Run("rm", ["-rf", _folder]);
    }

    private async Task<string> CreateDatabase(string[] options)
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await RunClient("createdb", [.. options, name]);
        return $"Host=127.0.0.1;Port={_port};Database={name};Username=postgres;Password={_password}";
    }

    private Task<string> RunClient(string program, string[] arguments) => Run(
        $"{Programs}/{program}", ["-h", "127.0.0.1", "-p", $"{_port}", "-U", "postgres", .. arguments],
        environment: new() { ["PGPASSWORD"] = _password });

    private static async Task<string> Run(
        string program, string[] arguments, string? input = null, Dictionary<string, string>? environment = null)
    {
        using var process = Start(program, arguments, environment);
        if (input is not null)
            await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException(
                $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {output} {await error}");
    }

    private static Process Start(string program, string[] arguments, Dictionary<string, string>? environment = null)
    {
        string[] command = Environment.IsPrivilegedProcess
            ? ["runuser", "-u", "postgres", "--", program, .. arguments]
            : [program, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = "/tmp",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? [])
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    // The newest of Debian's folders, or else the first on the path.
    private static string? FindPrograms()
    {
        if (OperatingSystem.IsWindows())
            return null;
        if (Environment.IsPrivilegedProcess
            && !File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)))
            return null;
        IEnumerable<string> installed = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql")
                .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0)
            : [];
        return installed.Select(folder => folder + "/bin")
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'))
            .FirstOrDefault(folder => File.Exists($"{folder}/initdb") && File.Exists($"{folder}/pg_ctl"));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void StopAtExit(object? sender, EventArgs arguments)
    {
        using var process = Start("sh", ["-c", $"'{Programs}/pg_ctl' stop -s -m immediate -D '{_folder}/data'; rm -rf '{_folder}'"]);
        process.WaitForExit();
    }
}
