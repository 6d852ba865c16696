using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;

namespace Personalization.Tools.Import;

/// <summary>One record of a source: an item, an event, or the reason why it is neither.</summary>
internal readonly record struct ImportRecord
{
    /// <summary>An item that stands at a line.</summary>
    public ImportRecord(long line, Item item) => (Line, Item) = (line, item);

    /// <summary>An event that stands at a line.</summary>
    public ImportRecord(long line, Event @event) => (Line, Event) = (line, @event);

    /// <summary>A record that cannot be read.</summary>
    public ImportRecord(ImportFault fault) => (Line, Fault) = (fault.Line, fault);

    /// <summary>The line at which the record begins, from 1.</summary>
    public long Line { get; }

    /// <summary>The item, if it is one.</summary>
    public Item? Item { get; }

    /// <summary>The event, if it is one.</summary>
    public Event? Event { get; }

    /// <summary>What is wrong, if something is.</summary>
    public ImportFault? Fault { get; }
}
