using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;
using Personalization.Engine.Catalog;

namespace Personalization.Engine.Events;

/// <summary>
/// The last step before events go into the log: gives each the facts of its item, as the node's catalogue has it now. From then on the
/// event means the same wherever and whenever it is applied. Thread-safe.
/// </summary>
public sealed class EventAdmission(ItemCatalog catalog)
{
    /// <summary>
    /// The event with the facts of its item: <see cref="ItemFacts.Unknown"/> where the catalogue has no such item. Facts that it
    /// already carries stay.
    /// </summary>
    public Event Admit(Event e) => Lacks(e) ? e with { Facts = FactsOf(e) } : e;

    /// <summary>The facts that an event has, or gets; <see langword="null"/> when it is about no item.</summary>
    public ItemFacts? FactsOf(Event e) => Lacks(e) ? catalog.Find(e.ItemId!)?.Facts ?? ItemFacts.Unknown : e.Facts;

    /// <summary>The events with the facts of their items, in the same order.</summary>
    /// <returns>The list itself where no event lacks facts.</returns>
    public IReadOnlyList<Event> Admit(IReadOnlyList<Event> events)
    {
        var first = 0;
        while (first < events.Count && !Lacks(events[first]))
        {
            first++;
        }
        if (first == events.Count)
        {
            return events;
        }
        var admitted = new Event[events.Count];
        for (var i = 0; i < admitted.Length; i++)
        {
            admitted[i] = Admit(events[i]);
        }
        return admitted;
    }

    private static bool Lacks(Event e) => e.ItemId is not null && e.Facts is null;
}
