using System.Diagnostics;
using System.Text.Json;

namespace Personalization.Benchmarks.Load;

/// <summary>Loads an HTTP server with prepared requests and measures its answers.</summary>
internal static class HttpLoad
{
    /// <summary>The verb under which this executable is a load generator that reads its plan from standard input.</summary>
    public const string Verb = "http-load";

    /// <summary>The option of <see cref="Verb"/> that makes it read a plan in binary form from standard input.</summary>
    public const string PlanOption = "--plan-from-stdin";

    /// <summary>
    /// Runs the plan in a child process of this executable, so that neither its garbage collector nor its threads mix with those of a
    /// server in this process.
    /// </summary>
    /// <exception cref="InvalidOperationException">The child failed; the message is the child's.</exception>
    public static async Task<HttpLoadResult> RunAsync(HttpLoadPlan plan, CancellationToken cancel = default)
    {
        using var child = Process.Start(ChildStart()) ?? throw new InvalidOperationException("The load generator did not start.");
        try
        {
            var errors = child.StandardError.ReadToEndAsync(cancel);
            await using (var input = new BufferedStream(child.StandardInput.BaseStream))
                plan.WriteTo(input);
            var output = await child.StandardOutput.ReadToEndAsync(cancel);
            await child.WaitForExitAsync(cancel);
            if (child.ExitCode != 0)
                throw new InvalidOperationException($"The load generator ended with {child.ExitCode}: {await errors}");
            return JsonSerializer.Deserialize(output, LoadJson.Default.HttpLoadResult)!;
        }
        finally
        {
            if (!child.HasExited)
                child.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Runs the plan in this process, on a thread of its own.</summary>
    public static Task<HttpLoadResult> RunHereAsync(HttpLoadPlan plan) =>
        Task.Factory.StartNew(new HttpLoadLoop(plan).Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static ProcessStartInfo ChildStart()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Started as "dotnet Personalization.Benchmarks.dll", the process is the host, which wants the assembly's path.
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
            start.ArgumentList.Add(typeof(HttpLoad).Assembly.Location);
        start.ArgumentList.Add(Verb);
        start.ArgumentList.Add(PlanOption);
        // One busy thread that allocates nothing: neither a background collector nor server heaps have anything to do.
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        return start;
    }
}
