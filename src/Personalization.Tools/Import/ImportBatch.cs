using System.Text.Json;
using Personalization.Contracts;
using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;

namespace Personalization.Tools.Import;

/// <summary>
/// Items and events on their way to the target, with the lines from which they came, and what failed among them. Not thread-safe.
/// </summary>
internal sealed class ImportBatch
{
    private readonly List<Item> _items = [];
    private readonly List<Event> _events = [];
    private readonly List<ImportFault> _faults = [];
    private readonly List<long> _itemLines = [];
    private readonly List<long> _eventLines = [];

    /// <summary>The items, which go first: an event may concern an item of its own batch.</summary>
    public IReadOnlyList<Item> Items => _items;

    /// <summary>The events.</summary>
    public IReadOnlyList<Event> Events => _events;

    /// <summary>The records that failed.</summary>
    public IReadOnlyList<ImportFault> Faults => _faults;

    /// <summary>Adds an item.</summary>
    public void Add(Item item, long line)
    {
        _items.Add(item);
        _itemLines.Add(line);
    }

    /// <summary>Adds an event.</summary>
    public void Add(Event @event, long line)
    {
        _events.Add(@event);
        _eventLines.Add(line);
    }

    /// <summary>Adds a record that cannot be read.</summary>
    public void Add(ImportFault fault) => _faults.Add(fault);

    /// <summary>Adds an item that is not valid.</summary>
    public void Fail(Item item, long line, string? field, string fault) =>
        _faults.Add(new ImportFault(line, field, fault, ImportFault.Shorten(JsonSerializer.Serialize(item, ContractsJson.Default.Item))));

    /// <summary>Adds an event that is not valid.</summary>
    public void Fail(Event @event, long line, string? field, string fault) =>
        _faults.Add(new ImportFault(
            line, field, fault, ImportFault.Shorten(JsonSerializer.Serialize(@event, ContractsJson.Default.Event))));

    /// <summary>Notes an item that the target does not take.</summary>
    public void FailItem(in ImportRejection rejection) =>
        Fail(_items[rejection.Index], _itemLines[rejection.Index], rejection.Field, rejection.Fault);

    /// <summary>Notes an event that the target does not take.</summary>
    public void FailEvent(in ImportRejection rejection) =>
        Fail(_events[rejection.Index], _eventLines[rejection.Index], rejection.Field, rejection.Fault);
}
