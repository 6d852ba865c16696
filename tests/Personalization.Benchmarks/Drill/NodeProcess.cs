using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Personalization.Benchmarks.Drill;

/// <summary>A node of the cluster as a process of its own, started from what was built.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    private readonly string _program;
    private readonly string[] _arguments;
    private readonly IReadOnlyDictionary<string, string> _environment;
    private readonly string _log;
    private Process? _process;

    /// <summary>Prepares a node.</summary>
    /// <param name="name">What it is called in its log's name.</param>
    /// <param name="program">Its assembly.</param>
    /// <param name="url">Where its health is.</param>
    /// <param name="arguments">The command line.</param>
    /// <param name="environment">Its settings.</param>
    /// <param name="folder">Where its log goes.</param>
    public NodeProcess(
        string name, string program, string url, string[] arguments, IReadOnlyDictionary<string, string> environment, string folder)
    {
        (Name, _program, Url, _arguments, _environment) = (name, program, url, arguments, environment);
        _log = Path.Combine(folder, name + ".log");
    }

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>Where its health is.</summary>
    public string Url { get; }

    /// <summary>Starts it; it is not ready yet.</summary>
    public void Start()
    {
        // The shell writes the log, so that nothing of a killed process is lost and nothing is read here.
        var command = $"exec dotnet '{_program}' {string.Join(' ', _arguments.Select(static a => $"'{a}'"))} >>'{_log}' 2>&1";
        var start = new ProcessStartInfo("/bin/sh", ["-c", command]) { UseShellExecute = false };
        foreach (var (name, value) in _environment)
            start.Environment[name] = value;
        _process = Process.Start(start);
    }

    /// <summary>Waits until it takes work.</summary>
    /// <exception cref="InvalidOperationException">It has ended instead.</exception>
    public async Task Ready(CancellationToken cancel)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            if (_process!.HasExited)
                throw new InvalidOperationException($"{Name} ended with {_process.ExitCode}: {await File.ReadAllTextAsync(_log, cancel)}");
            try
            {
                using var answer = await http.GetAsync($"{Url}/health/ready", cancel);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException && !cancel.IsCancellationRequested)
            {
                // Not up yet.
            }
            await Task.Delay(100, cancel);
        }
    }

    /// <summary>Ends it without warning, as kill -9 does.</summary>
    public async Task Kill()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Waits until it ends by itself.</summary>
    /// <returns>Its exit status.</returns>
    public async Task<int> End()
    {
        await _process!.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>Asks it to leave, and waits until it has.</summary>
    /// <returns>Its exit status.</returns>
    public async Task<int> Leave()
    {
        using (var signal = Process.Start("/bin/kill", ["-TERM", $"{_process!.Id}"]))
            await signal.WaitForExitAsync();
        return await End();
    }

    /// <summary>A port that is free now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
            await Kill();
        _process?.Dispose();
    }
}
