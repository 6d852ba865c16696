using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;

namespace Personalization.Gateway.Commands;

/// <summary>Rebuilds the whole state from the journal and compares it with the state that is there.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        var command = new Command("replay", "Rebuild the state from the first log entry on and compare digests. Exit status 0: identical, 3: different.");
        command.SetAction(EngineOptions.Guarded(Run));
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancel)
    {
        var output = parsed.InvocationConfiguration.Output;
        await using var engine = await EngineOptions.Open(parsed, create: false);
        var expected = await engine.Digest();
        await output.WriteLineAsync($"state   {expected}");
        var folder = Directory.CreateTempSubdirectory("personalization-replay-");
        try
        {
            var started = Stopwatch.GetTimestamp();
            string rebuilt;
            await using (var replica = await engine.Rebuild(folder.FullName, NullLoggerFactory.Instance))
            {
                var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
                rebuilt = await replica.Digest();
                var entries = engine.Status.NextPosition;
                await output.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture, $"replay  {rebuilt}  {entries:N0} log entries in {seconds:0.0} s ({entries / seconds:N0}/s)"));
            }
            await output.WriteLineAsync(rebuilt == expected ? "identical" : "DIFFERENT");
            return rebuilt == expected ? 0 : 3;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
