using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using System.Runtime.InteropServices;

namespace Personalization.Benchmarks.Reports;

/// <summary>Where, when and how figures were measured: what a reader needs to compare them with others.</summary>
/// <param name="Entries">Names and values, in the order shown.</param>
internal sealed record RunDescription(IReadOnlyList<(string Name, string Value)> Entries)
{
    /// <summary>Describes this machine and this run.</summary>
    /// <param name="verb">The verb and options of this run.</param>
    /// <param name="time">The clock for the date.</param>
    public static async Task<RunDescription> OfAsync(string verb, TimeProvider time) => new(
    [
        ("machine", string.Create(
            CultureInfo.InvariantCulture,
            $"{CpuModel()}, {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 30):F1} "
            + $"GiB memory")),
        ("system", $"{RuntimeInformation.OSDescription} ({RuntimeInformation.ProcessArchitecture})"),
        (".NET", $"{RuntimeInformation.FrameworkDescription}, {(GCSettings.IsServerGC ? "server" : "workstation")} GC"),
        ("commit", await CommitAsync()),
        ("date", time.GetUtcNow().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)),
        ("command", $"`dotnet run -c Release --project tests/Personalization.Benchmarks -- {verb}`"),
    ]);

    private static string CpuModel()
    {
        const string File = "/proc/cpuinfo";
        var line = System.IO.File.Exists(File)
            ? System.IO.File.ReadLines(File).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? "unknown processor";
    }

    private static async Task<string> CommitAsync()
    {
        var commit = await GitAsync("rev-parse", "--short=12", "HEAD");
        if (commit is null)
            return "unknown";
        return await GitAsync("status", "--porcelain", "--untracked-files=no") is "" ? commit : $"{commit} with local changes";
    }

    private static async Task<string?> GitAsync(params string[] arguments)
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true
            })!;
            var output = await git.StandardOutput.ReadToEndAsync();
            await git.WaitForExitAsync();
            return git.ExitCode == 0 ? output.Trim() : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // Not installed: the figures then come without a commit.
            return null;
        }
    }
}
