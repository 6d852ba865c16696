using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Personalization.Gateway.Tests.Http;

namespace Personalization.Gateway.Tests.Crash;

/// <summary>The gateway's program in a process of its own.</summary>
internal sealed partial class GatewayProcess : IDisposable
{
    private const int Sigkill = 9;

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _serving = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private GatewayProcess(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Personalization.Gateway.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment["PERSONALIZATION_" + name] = value;
        }
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Took(line.Data);
        _process.ErrorDataReceived += (_, line) => Took(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
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

    /// <summary>Where it listens.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>Starts serving from a folder, and waits until it does.</summary>
    public static async Task<GatewayProcess> Serve(string folder, IReadOnlyDictionary<string, string> environment, string demo = "off")
    {
        var gateway = new GatewayProcess(await Settings(folder, environment), "--urls", "http://127.0.0.1:0", "--demo", demo);
        await Task.WhenAny(gateway._serving.Task, gateway.Ended());
        Assert.True(gateway._serving.Task.IsCompletedSuccessfully, gateway.Output);
        gateway.Url = await gateway._serving.Task;
        return gateway;
    }

    /// <summary>Starts a verb on the data of a folder.</summary>
    public static async Task<GatewayProcess> Start(string folder, params string[] arguments) =>
        new(await Settings(folder, new Dictionary<string, string>()), arguments);

    /// <summary>Runs a verb on the data of a folder to its end.</summary>
    public static Task<(int ExitCode, string Output)> Run(string folder, params string[] arguments) =>
        Run(folder, new Dictionary<string, string>(), arguments);

    /// <summary>Runs a verb with settings on the data of a folder to its end.</summary>
    public static async Task<(int ExitCode, string Output)> Run(
        string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var process = new GatewayProcess(await Settings(folder, environment), arguments);
        return (await process.Ended(), process.Output);
    }

    /// <summary>Waits for the end, and for all output.</summary>
    public async Task<int> Ended()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>Waits for the end, which must have come by <see cref="Kill"/> and not by itself.</summary>
    public async Task AssertKilled()
    {
        var status = await Ended();
        Assert.True(status == 128 + Sigkill, $"It ended by itself with status {status}. {Output}");
        Assert.Equal("", string.Join('\n', Output.Split('\n').Where(line => line.Contains("fail", StringComparison.OrdinalIgnoreCase))));
    }

    /// <summary>SIGTERM: the program ends in good order.</summary>
    public async Task<int> Stop()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        return await Ended();
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public void Kill() => _process.Kill();

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }
        _process.Dispose();
    }

    // What a test says itself comes before what goes with the folder.
    private static async Task<IReadOnlyDictionary<string, string>> Settings(string folder, IReadOnlyDictionary<string, string> environment)
    {
        var settings = new Dictionary<string, string>(environment);
        foreach (var (path, value) in await TestEngine.Settings(folder))
        {
            settings.TryAdd(path.Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant(), value!);
        }
        return settings;
    }

    private void Took(string? line)
    {
        if (line is null)
        {
            return;
        }
        lock (_output)
        {
            _output.AppendLine(line);
        }
        if (Serving().Match(line) is { Success: true } match)
        {
            _serving.TrySetResult(new Uri(match.Groups[1].Value));
        }
    }

    [GeneratedRegex(@"The engine is up on (http://[0-9.:]+)")]
    private static partial Regex Serving();
}
