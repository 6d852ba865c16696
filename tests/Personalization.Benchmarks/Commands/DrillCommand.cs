using System.CommandLine;
using Personalization.Benchmarks.Drill;
using Personalization.Benchmarks.Reports;
using Personalization.Tests.Shared;

namespace Personalization.Benchmarks.Commands;

/// <summary>The verb that runs the failure drill against real processes.</summary>
internal static class DrillCommand
{
    private static readonly Option<int> Silos = new("--silos")
    {
        Description = "How many silos.",
        DefaultValueFactory = static _ => new DrillOptions().Silos
    };
    private static readonly Option<double> Minutes = new("--minutes")
    {
        Description = "For how long silos are killed.",
        DefaultValueFactory = static _ => 5
    };
    private static readonly Option<double> KillEvery = new("--kill-every")
    {
        Description = "Seconds from one kill to the next.",
        DefaultValueFactory = static _ => 30
    };
    private static readonly Option<int> Seed = new("--seed")
    {
        Description = "Where random choices start from.",
        DefaultValueFactory = static _ => 1
    };

    private static readonly Option<double> RestartAfter = new("--restart-after")
    {
        Description = "Seconds until a killed silo is started again.",
        DefaultValueFactory = static _ => 5
    };
    private static readonly Option<FileInfo?> Timeline =
        new("--timeline") { Description = "Where requests, median, p99 and the slowest of every second are written, with tabs between." };

    public static Command Create()
    {
        var command = new Command(
            "drill", "Kills, adds and restarts silos of a real cluster under load, and holds what it counts against what it acknowledged.")
        {
            Silos, Minutes, KillEvery, Seed, RestartAfter, Timeline,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var output = parsed.InvocationConfiguration.Output;
        if (PostgreSqlServer.Absence is { } absence)
        {
            await output.WriteLineAsync($"The drill cannot run: {absence}");
            return 2;
        }
        var options = new DrillOptions
        {
            Silos = parsed.GetValue(Silos),
            Kills = TimeSpan.FromMinutes(parsed.GetValue(Minutes)),
            KillEvery = TimeSpan.FromSeconds(parsed.GetValue(KillEvery)),
            Seed = parsed.GetValue(Seed),
            RestartAfter = TimeSpan.FromSeconds(parsed.GetValue(RestartAfter)),
        };
        var progress = parsed.InvocationConfiguration.Error;
        await using var cluster = await ClusterProcesses.Start(options.Silos, cancel);
        await progress.WriteLineAsync($"{options.Silos} silos and a gateway are up; logs in {cluster.LogFolder}");
        using var load = new DrillLoad(options, cluster.Gateway.Url);
        var report = await new DrillRun(options, cluster, load, progress).Run(cancel);
        if (parsed.GetValue(Timeline) is { } timeline)
            await File.WriteAllLinesAsync(timeline.FullName, load.Timeline(), cancel);
        var run = await RunDescription.OfAsync(string.Join(' ', parsed.Tokens.Select(static t => t.Value)), TimeProvider.System);
        foreach (var (name, value) in run.Entries)
            await output.WriteLineAsync($"- {name}: {value}");
        await output.WriteLineAsync();
        await output.WriteLineAsync(report.ToMarkdown());
        await output.WriteLineAsync(report.IsKept ? "All budgets are kept." : "A budget was missed.");
        return report.IsKept ? 0 : 1;
    }
}
