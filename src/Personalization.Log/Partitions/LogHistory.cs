using System.Text.Json;
using Personalization.Log.Ranking;
using Personalization.Contracts;
using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;
using Personalization.Contracts.Ranking;
using Personalization.Engine.Events;

namespace Personalization.Log.Partitions;

/// <summary>
/// What an engine has logged: events, decisions and changes of the catalogue, read from its stores, whether it runs or not. The one reader
/// of the past, on every store. Thread-safe.
/// </summary>
/// <param name="logs">The logs.</param>
public sealed class LogHistory(ILogStore logs)
{
    private readonly NameCache _names = new();

    /// <summary>Streams all events, those of one person, visit or decision in their order.</summary>
    /// <exception cref="IOException">On enumeration: the store cannot be reached, or a row is damaged.</exception>
    public async IAsyncEnumerable<LoggedEvent> Events()
    {
        foreach (var log in await logs.Names(LogNames.AllEvents))
        {
            var partition = LogNames.Partition(log);
            await foreach (var entry in logs.Read(log, 0))
            {
                if (entry.Kind == LogEntryKind.Event)
                {
                    yield return new LoggedEvent(entry.Position, EventCodec.Read(entry.Data.Span, _names), partition);
                }
            }
        }
    }

    /// <summary>Streams all decisions, those of one start of one node in their order.</summary>
    /// <exception cref="IOException">On enumeration: the store cannot be reached, or a row is damaged.</exception>
    public async IAsyncEnumerable<Decision> Decisions()
    {
        foreach (var log in await logs.Names(LogNames.Decisions))
        {
            await foreach (var entry in logs.Read(log, 0))
            {
                yield return DecisionCodec.Read(entry.Data.Span);
            }
        }
    }

    /// <summary>Streams all changes of the catalogue in their order.</summary>
    /// <exception cref="IOException">On enumeration: the store cannot be reached, or a row is damaged.</exception>
    public async IAsyncEnumerable<ItemChange> ItemChanges()
    {
        await foreach (var entry in logs.Read(LogNames.Catalog, 0))
        {
            yield return JsonSerializer.Deserialize(entry.Data.Span, ContractsJson.Default.ItemChange)!;
        }
    }

    /// <summary>The items that the catalogue has in the end, in the order of their ids.</summary>
    /// <exception cref="IOException">The store cannot be reached, or a row is damaged.</exception>
    public async Task<IReadOnlyList<Item>> Items()
    {
        var items = new SortedDictionary<string, Item>(StringComparer.Ordinal);
        await foreach (var change in ItemChanges())
        {
            if (change.Item is { } item)
            {
                items[change.ItemId] = item;
            }
            else
            {
                items.Remove(change.ItemId);
            }
        }
        return [.. items.Values];
    }
}
