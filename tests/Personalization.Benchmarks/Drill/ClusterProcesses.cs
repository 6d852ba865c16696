using System.Diagnostics;
using System.Runtime.InteropServices;
using Personalization.Tests.Shared;

namespace Personalization.Benchmarks.Drill;

/// <summary>A cluster of real processes on the loopback address: PostgreSQL, silos, and a gateway that is a client of them.</summary>
internal sealed class ClusterProcesses : IAsyncDisposable
{
    private readonly PostgreSqlServer _server;
    private readonly string _programs;
    private readonly Dictionary<string, string> _environment;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("personalization-drill-");

    private ClusterProcesses(PostgreSqlServer server, string database, string programs)
    {
        (_server, _programs) = (server, programs);
        _environment = new()
        {
            ["PERSONALIZATION_CLUSTER__CLUSTERING"] = "Database",
            ["PERSONALIZATION_CLUSTER__ADVERTISEDADDRESS"] = "127.0.0.1",
            ["PERSONALIZATION_CLUSTER__STORAGE__PROVIDER"] = "PostgreSql",
            ["PERSONALIZATION_CLUSTER__STORAGE__CONNECTIONSTRING"] = database + ";Maximum Pool Size=40",
            ["DOTNET_TieredPGO"] = "0",
        };
    }

    /// <summary>The silos, also those that are down.</summary>
    public List<NodeProcess> Silos { get; } = [];

    /// <summary>The door.</summary>
    public NodeProcess Gateway { get; private set; } = null!;

    /// <summary>Where the processes write their logs.</summary>
    public string LogFolder => _folder.FullName;

    /// <summary>Starts everything and waits until it takes work.</summary>
    /// <param name="silos">How many silos.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="InvalidOperationException">A program could not be published, or a process ended.</exception>
    public static async Task<ClusterProcesses> Start(int silos, CancellationToken cancel)
    {
        var programs = Directory.CreateTempSubdirectory("personalization-programs-").FullName;
        await Publish("Personalization.Silo", programs, cancel);
        await Publish("Personalization.Gateway", programs, cancel);
        var server = await PostgreSqlServer.Start(isDurable: true);
        var cluster = new ClusterProcesses(server, await server.CreateDatabase(), programs);
        try
        {
            await using (var preparation = cluster.NewSilo("prepare", "prepare-database"))
            {
                preparation.Start();
                if (await preparation.End() is var status and not 0)
                    throw new InvalidOperationException($"The database could not be prepared: {status}.");
            }
            for (var i = 0; i < silos; i++)
                await cluster.Join(cancel);
            var url = $"http://127.0.0.1:{NodeProcess.FreePort()}";
            cluster.Gateway = new NodeProcess(
                "gateway", cluster.Program("Personalization.Gateway"), url, ["--urls", url, "--demo", "off", "--data", cluster.LogFolder],
                new Dictionary<string, string>(cluster._environment) { ["PERSONALIZATION_CLUSTER__ROLE"] = "Client" }, cluster.LogFolder);
            cluster.Gateway.Start();
            await cluster.Gateway.Ready(cancel);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Adds a silo and waits until it takes work.</summary>
    public async Task<NodeProcess> Join(CancellationToken cancel)
    {
        var silo = NewSilo($"silo-{Silos.Count + 1}");
        Silos.Add(silo);
        silo.Start();
        await silo.Ready(cancel);
        return silo;
    }

    public async ValueTask DisposeAsync()
    {
        if (Gateway is not null)
            await Gateway.DisposeAsync();
        foreach (var silo in Silos)
            await silo.DisposeAsync();
        await _server.DisposeAsync();
        Directory.Delete(_programs, recursive: true);
    }

    private NodeProcess NewSilo(string name, params string[] verb)
    {
        var url = $"http://127.0.0.1:{NodeProcess.FreePort()}";
        string[] arguments =
        [
            .. verb, "--set", $"Silo:Urls={url}", "--set", $"Cluster:SiloPort={NodeProcess.FreePort()}", "--set",
            $"Cluster:GatewayPort={NodeProcess.FreePort()}"
        ];
        return new NodeProcess(name, Program("Personalization.Silo"), url, arguments, _environment, LogFolder);
    }

    private string Program(string project) => Path.Combine(_programs, project, project + ".dll");

    // As the images do it: compiled ahead of time, so that a silo that starts takes little from those beside it.
    private static async Task Publish(string project, string folder, CancellationToken cancel)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Personalization.Orleans.sln")))
            root = root.Parent!;
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                "publish", Path.Combine(root.FullName, "src", project), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier,
                "--self-contained", "false", "-p:PublishReadyToRun=true", "-p:UseAppHost=false", "-o", Path.Combine(folder, project), "-v",
                "q",
            },
            RedirectStandardOutput = true,
        };
        using var publishing = Process.Start(start)!;
        var output = await publishing.StandardOutput.ReadToEndAsync(cancel);
        await publishing.WaitForExitAsync(cancel);
        if (publishing.ExitCode != 0)
            throw new InvalidOperationException($"{project} could not be published: {output}");
    }
}
