using Personalization.Contracts.Catalog;
using Personalization.Contracts.Events;
using Personalization.Engine.Catalog;
using Personalization.Engine.Events;

namespace Personalization.Engine.Profiles;

/// <summary>What states need from their node to apply events: the same for every actor of the node. Thread-safe.</summary>
/// <param name="Vocabulary">Names and numbers.</param>
/// <param name="Catalog">The items.</param>
/// <param name="IdHash">The hash of event ids.</param>
/// <param name="Options">How much is kept.</param>
public sealed record StateContext(Vocabulary Vocabulary, ItemCatalog Catalog, EventIdHash IdHash, ProfileOptions Options)
{
    /// <summary>
    /// What applying an event knows of its item: the facts that it was admitted with. Events that were logged in version 1 of <see
    /// cref="EventCodec"/> carry none; for these alone it is what the catalogue says now, so that old logs replay as they did.
    /// </summary>
    /// <param name="e">The event.</param>
    /// <param name="item">The number of its item.</param>
    internal ItemFacts? FactsOf(Event e, int item) => e.Facts ?? Catalog.Find(item)?.Facts;
}
