using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Personalization.Silo.Tests.Hosting;

/// <summary>A silo in a process of its own, with the dashboard.</summary>
public sealed partial class SiloProcess : IAsyncLifetime
{
    public const string Password = "correct horse battery";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("silo-process-");
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _serving = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? _process;

    public HttpClient Http { get; } = new();

    public async ValueTask InitializeAsync()
    {
        string[] set =
        [
            "Cluster:SiloPort=0", "Cluster:GatewayPort=0", "Silo:Urls=http://127.0.0.1:0", "Silo:Dashboard=true",
            $"Cluster:Storage:Folder={_folder.FullName}",
        ];
        var start = new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "Personalization.Silo.dll"), .. set.SelectMany(s => new[] { "--set", s })])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PERSONALIZATION_SILO__OPERATORPASSWORD"] = Password;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Took(line.Data);
        _process.ErrorDataReceived += (_, line) => Took(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await Task.WhenAny(_serving.Task, _process.WaitForExitAsync());
        Assert.True(_serving.Task.IsCompletedSuccessfully, Output);
        Http.BaseAddress = await _serving.Task;
    }

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Asks the process to end, as orchestrators do, and waits for that.</summary>
    /// <returns>Its exit status.</returns>
    public async Task<int> Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process!.Id}"]);
        using var patience = new CancellationTokenSource(Patience.Limit);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_process is { HasExited: false })
        {
            _process.Kill();
            _process.WaitForExit();
        }
        _process?.Dispose();
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private void Took(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
        if (Serving().Match(line ?? "") is { Success: true } match)
        {
            _serving.TrySetResult(new Uri(match.Groups[1].Value));
        }
    }

    [GeneratedRegex(@"The silo is up .*Health and metrics: (http://[0-9.:]+)")]
    private static partial Regex Serving();
}
