using System.CommandLine;
using Personalization.Contracts.Catalog;
using Personalization.Embedded;
using Personalization.Gateway.Import;

namespace Personalization.Gateway.Commands;

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
        await using var engine = await EngineOptions.Open(parsed, create: false);
        var (items, events) = await NdjsonExport.Write(folder, Items(engine), engine.Events(0).Select(static e => e.Event).ToAsyncEnumerable(), cancel);
        await parsed.InvocationConfiguration.Output.WriteLineAsync($"{items} items and {events} events are in {Path.GetFullPath(folder)}");
        return 0;
    }

    private static List<Item> Items(EmbeddedEngine engine)
    {
        var items = new List<Item>();
        foreach (var item in engine.Node.Replica.Catalog.Items)
        {
            if (item is not null)
            {
                items.Add(item.Item);
            }
        }
        return items;
    }
}
