using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Log;
using Personalization.Storage;
using Personalization.Grains.Hosting;

namespace Personalization.Tools.Commands;

/// <summary>Rebuilds the whole state from the log and compares it with the state that is there.</summary>
internal static class ReplayCommand
{
    private const int Different = 3;

    public static Command Create()
    {
        var command = new Command(
            "replay", "Rebuild the state from the first log entry on and compare digests. Exit status 0: identical, 3: different.");
        command.SetAction(EngineOptions.Guarded(Run));
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancel)
    {
        var output = parsed.InvocationConfiguration.Output;
        var settings = EngineOptions.Settle(parsed, create: false);
        await using var process = await EngineProcess.Open(
            settings.Cluster, settings.Node, TimeProvider.System, NullLoggerFactory.Instance, cancel);
        var (logs, idHash, log) = (process.Stores.Logs, process.Node.Context.IdHash, settings.Cluster.Log);
        IReadOnlyList<(string Part, string Digest)> expected;
        await using (var state = await ReplayedEngine.Open(
            logs, process.Stores.Snapshots, settings.Node, idHash, log, NullLoggerFactory.Instance))
        {
            expected = await state.Digest();
        }
        var folder = Directory.CreateTempSubdirectory("personalization-replay-");
        try
        {
            var started = Stopwatch.GetTimestamp();
            await using var empty = EngineStores.Open(new StoreOptions { Folder = folder.FullName });
            await using var replay = await ReplayedEngine.Open(
                logs, empty.Snapshots, settings.Node, idHash, log, NullLoggerFactory.Instance);
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{replay.Entries:N0} log entries replayed in {seconds:0.0} s ({replay.Entries / seconds:N0}/s)"));
            foreach (var change in replay.SettingsChanged)
            {
                await output.WriteLineAsync($"settings changed: {change}");
            }
            return await Compare(output, expected, await replay.Digest(), replay.Partitions);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<int> Compare(
        TextWriter output, IReadOnlyList<(string Part, string Digest)> expected, IReadOnlyList<(string Part, string Digest)> rebuilt,
        int partitions)
    {
        var different = new List<string>();
        for (var i = 0; i < expected.Count; i++)
        {
            var (part, state) = expected[i];
            // In which order the partitions were learnt from is not in the log, and sums of floating-point numbers keep a trace of it.
            var isComparable = partitions == 1 || part != "items";
            var isSame = state == rebuilt[i].Digest;
            if (!isSame && isComparable)
            {
                different.Add(part);
            }
            await output.WriteLineAsync(
                $"{part,-24} state {state[..16]}  replay {rebuilt[i].Digest[..16]}"
                + (isComparable ? "" : "  not compared: learnt from several partitions"));
        }
        await output.WriteLineAsync(different.Count == 0 ? "identical" : $"DIFFERENT: {string.Join(", ", different)}");
        return different.Count == 0 ? 0 : Different;
    }
}
