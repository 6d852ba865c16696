using System.CommandLine;
using Personalization.Benchmarks.Checks;

namespace Personalization.Benchmarks.Commands;

/// <summary>The verb that tests the measuring tools.</summary>
internal static class SelfCheckCommand
{
    private static readonly IReadOnlyList<Check> All =
    [
        .. LatencyHistogramChecks.All, .. HttpResponseReaderChecks.All, .. FiguresSectionChecks.All, .. InProcessLoadChecks.All,
        .. HttpLoadChecks.All,
    ];

    public static Command Create()
    {
        var command = new Command("self-check", "Test the measuring tools; takes about 15 seconds.");
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        var output = parsed.InvocationConfiguration.Output;
        var failed = 0;
        foreach (var check in All)
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                await check.RunAsync();
                await output.WriteLineAsync($"ok      {check.Name}");
            }
            catch (Exception fault)
            {
                // Whatever a tool throws is a failed check, and the others still run.
                failed++;
                await output.WriteLineAsync($"FAILED  {check.Name}: {(fault is CheckFailedException ? fault.Message : fault)}");
            }
        }
        await output.WriteLineAsync($"{All.Count - failed} of {All.Count} checks passed.");
        return failed == 0 ? 0 : 1;
    }
}
