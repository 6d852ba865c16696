using Personalization.Contracts.Events;
using Personalization.Log.Partitions;
using System.CommandLine;
using Personalization.Tools.Import;

namespace Personalization.Tools.Commands;

/// <summary>Exports the catalogue and the log of events as lines of JSON, which <c>import jsonl</c> and the HTTP API take.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "Where items.ndjson and events.ndjson are written." };
        var command = new Command("export", "Export the catalogue and all events as lines of JSON.") { folder };
        command.SetAction(EngineOptions.Guarded((parsed, cancel) => Run(parsed, parsed.GetRequiredValue(folder), cancel)));
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, string folder, CancellationToken cancel)
    {
        await using var stores = await EngineOptions.OpenStores(parsed);
        var history = new LogHistory(stores.Logs);
        // What the engine wrote itself it writes again when it takes the others.
        var events = history.Events().Select(static logged => logged.Event)
            .Where(static e => !e.EventType.StartsWith('$') && e.EventType != EventTypes.SessionEnd);
        var (itemCount, eventCount) = await NdjsonExport.Write(folder, await history.Items(), events, cancel);
        await parsed.InvocationConfiguration.Output.WriteLineAsync(
            $"{itemCount} items and {eventCount} events are in {Path.GetFullPath(folder)}");
        return 0;
    }
}
